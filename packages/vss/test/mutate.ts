import fc from 'fast-check';

const pieces = [
  '<', '>', '/>', '"', '&', '&#0;', '&#x41;', '&lt;', ']]>', '<![CDATA[', '<!--', '--', '<?xml version="1.1"?>',
  '<!DOCTYPE a>', '\u0000', '\ud800', ' xmlns="urn:x"', ' xmlns:p="urn:p"', '<p:a/>', ' a="b"', '</', '\ufeff',
  '{', 'yes', '99999999999', '<BACKUP_LOCATIONS/>', '\ufffe',
]; // biome-ignore format: a table

/** A document with some of its text cut, doubled, moved or replaced. */
export function mutated(documents: readonly string[]): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.nat(3), fc.nat(400)),
    put: fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constant(undefined),
    ),
    doubled: fc.boolean(),
  });
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([document, changes]) =>
      changes.reduce((text, { at, length, put, doubled }) => {
        const from = Math.floor(at * text.length);
        const cut = text.slice(from, from + length);
        return (
          text.slice(0, from) + (put ?? (doubled ? cut + cut : '')) + text.slice(from + (put ? 0 : length))
        );
      }, document),
    );
}
