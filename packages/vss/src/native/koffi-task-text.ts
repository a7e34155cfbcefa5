import type { LibraryLoader } from '@dsbackup/win32';

/** Text in COM task memory, which some VSS calls answer instead of a BSTR. */
export interface TaskText {
  /** Copies text that a callee gave, and frees it. `null` stays `null`. */
  take(address: bigint | null): string | null;
}

/**
 * Binds CoTaskMemFree.
 *
 * @throws {Win32Error} 126 or 127 when ole32.dll or the function is missing.
 */
export async function createTaskText(load: LibraryLoader): Promise<TaskText> {
  const ole32 = await load('ole32.dll');
  const CoTaskMemFree = ole32.define('CoTaskMemFree', 'void', ['pointer']);
  return {
    take(address) {
      if (address === null) return null;
      try {
        return ole32.memory.wideString(address);
      } finally {
        CoTaskMemFree(address);
      }
    },
  };
}
