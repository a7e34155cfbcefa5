import { describe, expect, it } from 'vitest';
import { pseudoRandomBytes } from '../../test/pseudo-random-bytes.js';
import { checkPage } from './check-page.js';
import { eccChecksum } from './ecc-checksum.js';
import { sealPage } from './seal-page.js';

const FULL = process.env.DSBACKUP_FULL === '1';
const NEW_FORMAT = 0x2802;
const PGNO = 7;

function sealedPage(size: number, flags = NEW_FORMAT): Uint8Array {
  const page = pseudoRandomBytes(size);
  new DataView(page.buffer).setUint32(36, flags, true);
  sealPage(page, PGNO);
  return page;
}

function flip(page: Uint8Array, bit: number): void {
  page[bit >>> 3] = (page[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
}

/** Stores in a page the checksum of its first block, of `size` bytes. */
function sealFirstBlock(page: Uint8Array, size: number): void {
  const { low, high } = eccChecksum(page.subarray(0, size), { pgno: PGNO, coversHeader: true });
  const view = new DataView(page.buffer);
  view.setUint32(0, low, true);
  view.setUint32(4, high, true);
}

function checkFlipped(page: Uint8Array, bits: readonly number[]) {
  for (const bit of bits) flip(page, bit);
  const check = checkPage(page, PGNO);
  for (const bit of bits) flip(page, bit);
  return check;
}

/** Every position in the full count; in the quick one a stride that meets every bit of a byte, and every position of the header. */
function* positions(size: number): Generator<number> {
  for (let bit = 0; bit < 8 * 80; bit++) yield bit;
  const stride = FULL ? 1 : 61;
  for (let bit = 8 * 80; bit < 8 * size; bit += stride) yield bit;
}

describe('a page with one flipped bit', () => {
  it.each([2048, 4096, 8192, 16384, 32768])(
    'of %i bytes is always found bad, and the bit is named',
    (size) => {
      const page = sealedPage(size);
      const wrong: number[] = [];
      for (const bit of positions(size)) {
        const check = checkFlipped(page, [bit]);
        const located = check.state === 'bad' ? check.correctableBits : undefined;
        const isCorrectable = bit >= 64 && bit !== 301;
        const asPromised = isCorrectable
          ? located?.length === 1 && located[0] === bit
          : located === undefined;
        if (check.state !== 'bad' || !asPromised) wrong.push(bit);
      }
      expect(wrong).toEqual([]);
      expect(checkPage(page, PGNO)).toEqual({ state: 'good' });
    },
  );

  it.each([2048, 4096, 8192])(
    'of %i bytes in the old format is found bad and never called correctable',
    (size) => {
      const page = sealedPage(size, 0x802);
      for (const bit of positions(size)) {
        const check = checkFlipped(page, [bit]);
        expect(check.state === 'bad' && check.correctableBits === undefined).toBe(true);
      }
    },
  );
});

describe('a page with more than one flipped bit', () => {
  it('is found bad for two bits anywhere, and never called correctable within one block', () => {
    const page = sealedPage(8192);
    let state = 1;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state % (8 * 8192);
    };
    for (let round = 0; round < (FULL ? 20_000 : 500); round++) {
      const bits = [random(), random()];
      if (bits[0] === bits[1]) continue;
      const check = checkFlipped(page, bits);
      expect(check.state === 'bad' && check.correctableBits === undefined).toBe(true);
    }
  });

  it('is correctable in a large page when each block has only one', () => {
    const page = sealedPage(32768);
    const bits = [1000, 8 * 8192 + 5, 3 * 8 * 8192 + 77];
    expect(checkFlipped(page, bits)).toMatchObject({ state: 'bad', correctableBits: bits });
    expect(checkFlipped(page, [1000, 1001])).not.toHaveProperty('correctableBits');
  });
});

describe('a page in the place of another', () => {
  it.each([4096, 8192, 16384, 32768])('of %i bytes names the page that it seems to be', (size) => {
    expect(checkPage(sealedPage(size), 12)).toMatchObject({ state: 'bad', misplacedFrom: PGNO, jet: -1018 });
  });

  it('names it in the old format too', () => {
    expect(checkPage(sealedPage(4096, 0x802), 12)).toMatchObject({
      state: 'bad',
      misplacedFrom: PGNO,
      jet: -1018,
    });
  });
});

describe('a large page that holds another page number', () => {
  it('fails with -1118 when its checksums are right, and is taken for no other page', () => {
    const page = sealedPage(16384);
    new DataView(page.buffer).setUint32(64, 99, true);
    sealFirstBlock(page, 4096);
    const inPlace = checkPage(page, PGNO);
    expect(inPlace).toMatchObject({ state: 'bad', jet: -1118 });
    expect(inPlace).not.toHaveProperty('misplacedFrom');
    expect(checkPage(page, 12)).not.toHaveProperty('misplacedFrom');
  });
});

describe('a page whose checksum says that the flag for its format is the flipped bit', () => {
  it('is not called correctable: without the flag it would have had another checksum', () => {
    const page = sealedPage(8192);
    flip(page, 301);
    sealFirstBlock(page, 8192);
    flip(page, 301);
    const check = checkPage(page, PGNO);
    expect(check.state).toBe('bad');
    expect(check).not.toHaveProperty('correctableBits');
  });
});

describe('a page of zeros', () => {
  it('is uninitialized, and one set bit anywhere makes it bad', () => {
    const page = new Uint8Array(4096);
    expect(checkPage(page, 3)).toEqual({ state: 'zero' });
    page[4095] = 1;
    expect(checkPage(page, 3).state).toBe('bad');
  });
});

describe('a page that does not lie on a multiple of four bytes', () => {
  it('is checked and sealed all the same', () => {
    const page = sealedPage(8192);
    const odd = new Uint8Array(8195).subarray(3);
    odd.set(page);
    expect(checkPage(odd, PGNO)).toEqual({ state: 'good' });
    sealPage(odd, 9);
    expect(checkPage(odd, 9)).toEqual({ state: 'good' });
  });
});
