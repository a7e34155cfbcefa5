import { describe, expect, it } from 'vitest';
import { pseudoRandomBytes } from '../../test/pseudo-random-bytes.js';
import { checkPage } from './check-page.js';
import { eccChecksum } from './ecc-checksum.js';
import { pageChecksum } from './page-checksum.js';
import { sealPage } from './seal-page.js';
import { xorChecksum } from './xor-checksum.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const number64 = ({ low, high }: { low: number; high: number }) => hex(halves(low, high).reverse());

function halves(low: number, high: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, low, true);
  view.setUint32(4, high, true);
  return bytes;
}

function pageWithFlags(size: number, flags: number): Uint8Array {
  const page = pseudoRandomBytes(size);
  new DataView(page.buffer).setUint32(36, flags, true);
  return page;
}

describe('the vectors of the reference implementation', () => {
  it('has the stream of bytes that the vectors are made of', () => {
    expect(hex(pseudoRandomBytes(5))).toBe('3c5e81b40c');
  });

  it.each([
    [2048, '10c8e5f4', '05d33a2c17a57616', '05f43a0b2de27626'],
    [4096, '080945a2', '549954990f64d640', '54be54be3523d670'],
    [8192, '04019c04', '2c042c04036c0fe6', '2c232c23392b0fd6'],
  ])(
    'computes the old and the new checksum of a block of %i bytes',
    (size, xor, withHeader, withoutHeader) => {
      const block = pseudoRandomBytes(size);
      expect(xorChecksum(block).toString(16).padStart(8, '0')).toBe(xor);
      expect(number64(eccChecksum(block, { pgno: 1, coversHeader: true }))).toBe(withHeader);
      expect(number64(eccChecksum(block, { pgno: 1, coversHeader: false }))).toBe(withoutHeader);
    },
  );

  it.each([
    [16384, 'c5ca0a17e655192a', 'a1d9080c9d789d7830d4a009e4571b28a34d1b53e21c1d63'],
    [32768, '51422f6a722d8dd2', '9499bb5a06cb06cb2fe7436d8c898c89322aef5598349834'],
  ])('seals the four blocks of a page of %i bytes', (size, first, others) => {
    const page = pageWithFlags(size, 0x2802);
    sealPage(page, 7);
    expect(hex(page.subarray(0, 8))).toBe(first);
    expect(hex(page.subarray(40, 64))).toBe(others);
    expect(new DataView(page.buffer).getUint32(64, true)).toBe(7);
    expect(checkPage(page, 7)).toEqual({ state: 'good' });
  });

  it('computes a page of zeros with a single bit', () => {
    const block = new Uint8Array(4096);
    block[100] = 0x10;
    const { low, high } = eccChecksum(block, { pgno: 0, coversHeader: true });
    expect(hex(halves(low, high))).toBe(hex(halves(0x10, 0x7cdb0324)));
    expect(number64({ low, high })).toBe('7cdb032400000010');
  });

  it('seals a page of the old format', () => {
    const page = pageWithFlags(4096, 0x802);
    sealPage(page, 7);
    expect(hex(page.subarray(0, 8))).toBe('dced2f3007000000');
    expect(checkPage(page, 7)).toEqual({ state: 'good' });
    expect(pageChecksum(page, 7).format).toBe('xor');
  });
});
