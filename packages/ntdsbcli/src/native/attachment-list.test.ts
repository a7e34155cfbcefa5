import { formatMultiString } from '@dsbackup/win32';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAttachmentList } from './attachment-list.js';
import { BFT_CHECKPOINT_DIR, BFT_LOG, BFT_NTDS_DATABASE } from './bft.js';

const dit = '\\\\DC01\\C$\\Windows\\NTDS\\ntds.dit';
const log = '\\\\DC01\\C$\\Wïndöws 😀\\NTDS\\edb00001.log';

function list(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le');
}

describe('parseAttachmentList', () => {
  it('parts each name from its type', () => {
    expect(parseAttachmentList(list(`\x44${dit}\0\x21${log}\0\0`))).toEqual({
      names: [
        { type: BFT_NTDS_DATABASE, path: dit },
        { type: BFT_LOG, path: log },
      ],
      complete: true,
    });
  });

  it('keeps types above 0x7F as they are', () => {
    const { names } = parseAttachmentList(list(`\x83${dit}\0\0`));
    expect(names).toEqual([{ type: BFT_CHECKPOINT_DIR, path: dit }]);
  });

  it.each([
    ['no bytes', ''],
    ['one NUL', '\0'],
    ['two NULs', '\0\0'],
  ])('takes %s for an empty list', (_name, text) => {
    expect(parseAttachmentList(list(text))).toEqual({ names: [], complete: true });
  });

  it('takes a list without its last NUL for whole', () => {
    expect(parseAttachmentList(list(`\x21${log}\0`))).toEqual({
      names: [{ type: BFT_LOG, path: log }],
      complete: true,
    });
  });

  it('gives an entry that is only a type an empty path', () => {
    expect(parseAttachmentList(list(`\x21\0\x44${dit}\0\0`)).names).toEqual([
      { type: BFT_LOG, path: '' },
      { type: BFT_NTDS_DATABASE, path: dit },
    ]);
  });

  it('says when the block ends inside a name', () => {
    const bytes = list(`\x44${dit}\0\x21${log}`);
    expect(parseAttachmentList(bytes).complete).toBe(false);
    expect(parseAttachmentList(bytes.subarray(0, bytes.length - 1)).complete).toBe(false);
  });

  it('looks at nothing behind the end of the list', () => {
    const bytes = list(`\x44${dit}\0\0\x21${log}\0\0`);
    expect(parseAttachmentList(bytes).names).toHaveLength(1);
    expect(parseAttachmentList(bytes.subarray(0, bytes.length - 1))).toEqual({
      names: [{ type: BFT_NTDS_DATABASE, path: dit }],
      complete: true,
    });
  });

  const path = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => !text.includes('\0'));
  const name = fc.record({ type: fc.integer({ min: 1, max: 0xff }), path });

  it('gives back every list of names', () => {
    fc.assert(
      fc.property(fc.array(name), (names) => {
        const bytes = formatMultiString(names.map((entry) => String.fromCharCode(entry.type) + entry.path));
        expect(parseAttachmentList(bytes)).toEqual({ names, complete: true });
      }),
    );
  });

  it('never throws, and of a list that is cut anywhere gives only names that start the list', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), fc.nat(), (names, cut) => {
        const whole = formatMultiString(names.map((entry) => String.fromCharCode(entry.type) + entry.path));
        const { names: some, complete } = parseAttachmentList(whole.subarray(0, cut % whole.length));
        const sure = complete ? some : some.slice(0, -1);
        expect(names.slice(0, sure.length)).toEqual(sure);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => parseAttachmentList(bytes).names.length <= bytes.length),
    );
  });
});
