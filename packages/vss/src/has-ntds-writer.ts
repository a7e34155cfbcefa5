import type { DriverControl } from '@dsbackup/session';
import type { VssNative } from './native/vss-native.js';
import { VssRequester } from './requester/vss-requester.js';
import { activeDirectoryPreset } from './select/active-directory-preset.js';

/** The writer of the directory database ("In-Box VSS Writers"). */
const ntdsWriterId = '{b2014c9e-8711-4c5c-a5a9-3cf384484757}';

/**
 * Whether the NTDS writer reports, which lives in the directory service itself: the directory is online. Makes no shadow copy, but
 * asks every writer for its metadata, which takes seconds on Windows.
 *
 * Rejects as the `prepare` of a backup does until it has gathered the writers: `ACCESS_DENIED`, `NO_BACKEND`,
 * `SERVER_UNAVAILABLE`, `OUT_OF_MEMORY`, `WRITER_FAILED`, `NATIVE_FAILURE`.
 */
export async function hasNtdsWriter(
  { vssapi }: VssNative,
  report: DriverControl['report'] = () => {},
): Promise<boolean> {
  const control = { signal: new AbortController().signal, report };
  const requester = await VssRequester.create(control, { vssapi });
  try {
    await requester.initialize(control, activeDirectoryPreset);
    const writers = await requester.gatherWriters(control, () => false);
    return writers.some(({ writer }) => writer.writerId === ntdsWriterId);
  } finally {
    await requester.release(control);
  }
}
