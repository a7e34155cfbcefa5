import { describe, expect, it } from 'vitest';
import { DATABASE_HEADER_SIZE, databaseHeaderFields } from './database-header.js';

describe('the header of a database', () => {
  it('has a typed field for every byte but those without a meaning', () => {
    const fields = Object.values(databaseHeaderFields).sort((a, b) => a.offset - b.offset);
    const gaps: [number, number][] = [];
    let end = 0;
    for (const { offset, codec } of fields) {
      expect(offset).toBeGreaterThanOrEqual(end);
      if (offset > end) gaps.push([end, offset]);
      end = offset + codec.size;
    }
    expect(end).toBe(DATABASE_HEADER_SIZE);
    // The signature of streaming files, which are gone; reserved bytes before the file type; the byte that aligns what follows it.
    expect(gaps).toEqual([
      [252, 280],
      [664, 667],
      [671, 672],
    ]);
  });
});
