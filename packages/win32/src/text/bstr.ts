import type { LibraryLoader } from '../library/native-library.js';
import { decodeWideText } from './wide-string.js';

/** A BSTR: UTF-16 text with its length before it, so that it may hold NULs. */
export type Bstr = bigint & { readonly __handle: 'BSTR' };

/** The BSTR calls of oleaut32.dll. Who asks for one frees it, exactly once, unless the fact sheet of the call says otherwise. */
export interface BstrCalls {
  /** A new BSTR, NULs in `text` included. Throws an `Error` when memory ran out. */
  allocate(text: string): Bstr;
  /** The text of a BSTR, NULs included. NULL is the empty text, by BSTR's own rules. */
  read(bstr: Bstr | bigint | null): string;
  free(bstr: Bstr | bigint | null): void;
  /** Reads a BSTR that a callee gave, and frees it. `null` stays `null`: whether that differs from the empty text is up to the callee. */
  take(bstr: Bstr | bigint | null): string | null;
}

/**
 * Binds the BSTR calls.
 *
 * @throws {Win32Error} 126 or 127 when oleaut32.dll or one of its functions is missing.
 */
export async function createBstrCalls(load: LibraryLoader): Promise<BstrCalls> {
  const oleaut32 = await load('oleaut32.dll');
  const SysAllocStringLen = oleaut32.define('SysAllocStringLen', 'pointer', ['memory', 'uint32']);
  const SysStringByteLen = oleaut32.define('SysStringByteLen', 'uint32', ['pointer']);
  const SysFreeString = oleaut32.define('SysFreeString', 'void', ['pointer']);

  function read(bstr: bigint | null): string {
    if (bstr === null) return '';
    return decodeWideText(oleaut32.memory.bytes(bstr, SysStringByteLen(bstr)));
  }

  return {
    allocate(text) {
      const bstr = SysAllocStringLen(Buffer.from(text, 'utf16le'), text.length);
      if (bstr === null) throw new Error(`SysAllocStringLen found no memory for ${text.length} characters`);
      return bstr as Bstr;
    },
    read,
    free: (bstr) => SysFreeString(bstr),
    take(bstr) {
      if (bstr === null) return null;
      try {
        return read(bstr);
      } finally {
        SysFreeString(bstr);
      }
    },
  };
}
