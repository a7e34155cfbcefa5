import type { EseFile } from '../file/ese-file.js';
import {
  LOG_CHECKSUM_TYPE,
  type LogChecksumRecord,
  logChecksumRecord,
  logRecordChecksum,
} from '../format/log-checksum-record.js';
import type { LogHeader } from '../format/log-header.js';
import type { LogBody } from './log-body.js';

/** A record can't cover more than one write of the log's buffer; this is far above every size of it seen. */
const MAX_COVERED = 16 << 20;

/**
 * Checks the body of a log from before Windows 8: a chain of records, each of which guards the bytes around it.
 * Source: `_log/logread_legacy.cxx` of microsoft/Extensible-Storage-Engine. No torn write is recognised: a cut end counts as corrupt.
 */
export async function readLogRecords(file: EseFile, header: LogHeader): Promise<LogBody> {
  let place = header.headerSectors * header.sectorSize;
  let validParts = 0;
  // Records cover the file once or twice; a chain that covers it again and again is no log's, and would take for ever.
  let budget = 4 * file.size;
  for (;;) {
    const record = await readRecord(file, place);
    const reason =
      record === undefined ? 'there is no checksum record' : outOfBounds(record, { file, place });
    if (record === undefined || reason !== undefined) return corrupt({ validParts, place, reason });
    budget -= record.back + record.forward + logChecksumRecord.size;
    if (budget < 0)
      return corrupt({ validParts, place, reason: 'the records cover the same bytes again and again' });
    if (!(await verifies(file, { record, place, generation: header.generation }))) {
      return corrupt({ validParts, place, reason: 'the checksum is wrong' });
    }
    validParts++;
    if (record.next === 0) return { state: 'good', validParts };
    place += logChecksumRecord.size + record.next;
  }
}

function corrupt(found: { validParts: number; place: number; reason: string | undefined }): LogBody {
  const { validParts, place, reason = '' } = found;
  return { state: 'corrupt', validParts, damagedAt: place, reason };
}

async function readRecord(file: EseFile, place: number): Promise<LogChecksumRecord | undefined> {
  const bytes = new Uint8Array(logChecksumRecord.size);
  if ((await file.read(bytes, place)) < bytes.byteLength || bytes[0] !== LOG_CHECKSUM_TYPE) return undefined;
  return logChecksumRecord.read(new DataView(bytes.buffer), 0);
}

function outOfBounds(
  { back, forward }: LogChecksumRecord,
  { file, place }: { file: EseFile; place: number },
): string | undefined {
  const end = place + logChecksumRecord.size + forward;
  if (back > place || end > file.size) return 'the record covers bytes outside the file';
  return back + forward > MAX_COVERED ? 'the record covers more than a log can hold' : undefined;
}

async function verifies(
  file: EseFile,
  { record, place, generation }: { record: LogChecksumRecord; place: number; generation: number },
): Promise<boolean> {
  const before = new Uint8Array(record.back);
  const after = new Uint8Array(record.forward);
  await file.read(before, place - record.back);
  await file.read(after, place + logChecksumRecord.size);
  return logRecordChecksum(record, { before, after, generation }) === record.sum;
}
