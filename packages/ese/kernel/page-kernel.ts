// The checksums of pages in WebAssembly SIMD. This is AssemblyScript, not TypeScript: `node kernel/build.mjs` compiles it.
// What the sums are is told in src/checksum/ecc-checksum.ts and xor-checksum.ts, which compute the same without it.

const NEW_CHECKSUM_FLAG: u32 = 0x2000;
const SEED: u32 = 0x89abcdef;
const CHUNK: usize = 256;
/** Divides the pages of a window of 256 KiB, whatever their size. */
const GROUP: u32 = 8;

/** How many pages from the first on have the checksums and the page numbers that they must have. */
export function goodPages(first: usize, count: u32, pageSize: u32, pgno: u32): u32 {
  let done: u32 = 0;
  while (done + GROUP <= count && groupVerifies(first + done * pageSize, pageSize, pgno + done))
    done += GROUP;
  while (done < count && pageVerifies(first + done * pageSize, pageSize, pgno + done)) done++;
  return done;
}

/**
 * Whether a group of pages is good and of the new format, as nearly all are. One answer for all of them: a branch for
 * each page, taken on a sum that waits for memory, would cost a third of the speed.
 */
function groupVerifies(first: usize, pageSize: u32, pgno: u32): bool {
  let differences: u64 = 0;
  for (let index: u32 = 0; index < GROUP; index++) {
    const page = first + index * pageSize;
    differences |= ~load<u32>(page, 36) & NEW_CHECKSUM_FLAG;
    differences |= differenceOf(page, pageSize, pgno + index);
  }
  return differences === 0;
}

/** How many pages from the first on hold nothing but zeros. */
export function zeroPages(first: usize, count: u32, pageSize: u32): u32 {
  let page = first;
  for (let done: u32 = 0; done < count; done++) {
    const next = page + pageSize;
    for (; page < next; page += 64) {
      const a = v128.or(v128.load(page), v128.load(page, 16));
      const b = v128.or(v128.load(page, 32), v128.load(page, 48));
      if (v128.any_true(v128.or(a, b))) return done;
    }
  }
  return count;
}

function pageVerifies(page: usize, pageSize: u32, pgno: u32): bool {
  if (load<u32>(page, 36) & NEW_CHECKSUM_FLAG) return differenceOf(page, pageSize, pgno) === 0;
  return load<u32>(page) === xorOfBlock(page, pageSize) && load<u32>(page, 4) === pgno;
}

/** Zero if the checksums of a page of the new format, and the number in a large one, are what they must be. */
function differenceOf(page: usize, pageSize: u32, pgno: u32): u64 {
  const isLarge = pageSize > 8192;
  const block = isLarge ? pageSize >> 2 : pageSize;
  let difference = load<u64>(page) ^ eccOfBlock(page, block, true) ^ pgno;
  if (isLarge) {
    difference |= load<u64>(page, 40) ^ eccOfBlock(page + block, block, false) ^ pgno;
    difference |= load<u64>(page, 48) ^ eccOfBlock(page + 2 * block, block, false) ^ pgno;
    difference |= load<u64>(page, 56) ^ eccOfBlock(page + 3 * block, block, false) ^ pgno;
    difference |= load<u32>(page, 64) ^ pgno;
  }
  return difference;
}

/** The old checksum of a block whose size is a multiple of 64. */
function xorOfBlock(block: usize, size: u32): u32 {
  let a = i32x4(0, 0, 0, 0);
  let b = a;
  let c = a;
  let d = a;
  const end = block + size;
  for (let at = block; at < end; at += 64) {
    a = v128.xor(a, v128.load(at));
    b = v128.xor(b, v128.load(at, 16));
    c = v128.xor(c, v128.load(at, 32));
    d = v128.xor(d, v128.load(at, 48));
  }
  return SEED ^ load<u32>(block) ^ xorOfLanes(v128.xor(v128.xor(a, b), v128.xor(c, d)));
}

/**
 * The new checksum of a block of 1 to 8 KiB, without a page number: the code above the XOR.
 *
 * Bit `j` of the code's lower half is the parity of all bits whose index has bit `j` set. Sixteen vectors are folded like a
 * tree, which leaves one XOR of all of them and, for each of the index bits 7 to 10, one of those where it is set. The
 * bits above come from the number of the sixteen, those below from within one vector.
 */
function eccOfBlock(block: usize, size: u32, coversHeader: bool): u64 {
  let all = i32x4(0, 0, 0, 0);
  let bit7 = all;
  let bit8 = all;
  let bit9 = all;
  let bit10 = all;
  let bit11 = all;
  let bit12 = all;
  let bit13 = all;
  let bit14 = all;
  let bit15 = all;
  const end = block + size;
  let number: u32 = 0;
  for (let at = block; at < end; at += CHUNK) {
    const v1 = v128.load(at, 16);
    const v3 = v128.load(at, 48);
    const v5 = v128.load(at, 80);
    const v7 = v128.load(at, 112);
    const v9 = v128.load(at, 144);
    const v11 = v128.load(at, 176);
    const v13 = v128.load(at, 208);
    const v15 = v128.load(at, 240);
    const p0 = v128.xor(v128.load(at), v1);
    const p1 = v128.xor(v128.load(at, 32), v3);
    const p2 = v128.xor(v128.load(at, 64), v5);
    const p3 = v128.xor(v128.load(at, 96), v7);
    const p4 = v128.xor(v128.load(at, 128), v9);
    const p5 = v128.xor(v128.load(at, 160), v11);
    const p6 = v128.xor(v128.load(at, 192), v13);
    const p7 = v128.xor(v128.load(at, 224), v15);
    bit7 = v128.xor(bit7, v128.xor(xor4(v1, v3, v5, v7), xor4(v9, v11, v13, v15)));
    bit8 = v128.xor(bit8, xor4(p1, p3, p5, p7));
    const q1 = v128.xor(p2, p3);
    const q3 = v128.xor(p6, p7);
    bit9 = v128.xor(bit9, v128.xor(q1, q3));
    const r1 = v128.xor(v128.xor(p4, p5), q3);
    bit10 = v128.xor(bit10, r1);
    const group = xor4(p0, p1, q1, r1);
    all = v128.xor(all, group);
    bit11 = v128.xor(bit11, onlyIf(number, group));
    bit12 = v128.xor(bit12, onlyIf(number >> 1, group));
    bit13 = v128.xor(bit13, onlyIf(number >> 2, group));
    bit14 = v128.xor(bit14, onlyIf(number >> 3, group));
    bit15 = v128.xor(bit15, onlyIf(number >> 4, group));
    number++;
  }
  if (coversHeader) {
    // The first two words are the stored checksum and count as zero. They are in no sum but `all`: their vector is the first.
    all = v128.xor(all, v128.load64_zero(block));
  }
  const upper =
    (parityOf(bit15) << 15) |
    (parityOf(bit14) << 14) |
    (parityOf(bit13) << 13) |
    (parityOf(bit12) << 12) |
    (parityOf(bit11) << 11) |
    (parityOf(bit10) << 10) |
    (parityOf(bit9) << 9) |
    (parityOf(bit8) << 8) |
    (parityOf(bit7) << 7);
  return codeOf(all, upper, size);
}

/** Adds the bits of the index that lie within one vector, and the upper half, which is the same over inverted indices. */
function codeOf(all: v128, upper: u32, size: u32): u64 {
  const lane1 = i32x4.extract_lane(all, 1);
  const lane2 = i32x4.extract_lane(all, 2);
  const lane3 = i32x4.extract_lane(all, 3);
  const xor = xorOfLanes(all);
  const low =
    upper |
    (parity(lane2 ^ lane3) << 6) |
    (parity(lane1 ^ lane3) << 5) |
    (parity(xor & 0xffff0000) << 4) |
    (parity(xor & 0xff00ff00) << 3) |
    (parity(xor & 0xf0f0f0f0) << 2) |
    (parity(xor & 0xcccccccc) << 1) |
    parity(xor & 0xaaaaaaaa);
  const high = parity(xor) ? low ^ (size * 8 - 1) : low;
  return ((<u64>((high << 16) | low)) << 32) | <u64>xor;
}

function xor4(a: v128, b: v128, c: v128, d: v128): v128 {
  return v128.xor(v128.xor(a, b), v128.xor(c, d));
}

/** The vector, if the lowest bit is set; else zeros. */
function onlyIf(bit: u32, vector: v128): v128 {
  return v128.and(vector, i32x4.splat(-(bit & 1)));
}

function xorOfLanes(vector: v128): u32 {
  const folded = i64x2.extract_lane(vector, 0) ^ i64x2.extract_lane(vector, 1);
  return <u32>(folded ^ (folded >>> 32));
}

function parityOf(vector: v128): u32 {
  return <u32>popcnt(i64x2.extract_lane(vector, 0) ^ i64x2.extract_lane(vector, 1)) & 1;
}

function parity(word: u32): u32 {
  return popcnt(word) & 1;
}
