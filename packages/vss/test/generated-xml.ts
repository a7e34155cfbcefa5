import fc from 'fast-check';

const name = fc.stringMatching(/^[A-Z_][A-Za-z0-9_.-]{0,8}$/);
const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  // XML has no way to write control characters, and the oracle ends lines in its own way.
  .map((value) =>
    value
      .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
      .replace(/[\u0085\u2028\u2029]/g, ''),
  );
const space: fc.Arbitrary<string> = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\t',
  '<!-- x -->',
  '<?p i?>',
  '<![CDATA[<&]]>',
  'word',
);

/** One character as it may stand in an attribute, in any of the ways that XML knows. */
function written(character: string, way: number): string {
  const code = character.codePointAt(0) ?? 0;
  if (way === 0) return `&#${code};`;
  if (way === 1) return `&#x${code.toString(16)};`;
  if (character === '&') return '&amp;';
  if (character === '<') return '&lt;';
  if (character === '"') return '&quot;';
  return character;
}

const attribute = fc
  .tuple(name, text, fc.array(fc.nat(5), { minLength: 1, maxLength: 5 }))
  .map(([key, value, ways]) => [
    key,
    Array.from(value, (character, index) => written(character, ways[index % ways.length] ?? 5)).join(''),
  ]);

const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .record({
      name,
      attributes: fc.uniqueArray(attribute, { maxLength: 5, selector: ([key]) => key }),
      namespace: fc.constantFrom(undefined, '', 'urn:x', 'x-schema:#VssWriterMetadataInfo'),
      prefixed: fc.boolean(),
      children: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'xml' },
        fc.constant<[string, string][]>([]),
        fc.array(fc.tuple(tie('element'), space), { maxLength: 4 }),
      ),
      space,
    })
    .map((parts) => {
      const prefix = parts.prefixed ? 'p:' : '';
      const tag = `${prefix}${parts.name}`;
      const spaces = `${parts.prefixed ? ' xmlns:p="urn:p" p:odd="1"' : ''}${
        parts.namespace === undefined ? '' : ` xmlns="${parts.namespace}"`
      }`;
      const attributes = parts.attributes.map(([key, value]) => ` ${key}="${value}"`).join('');
      const inside = parts.space + parts.children.map((child) => child.join('')).join('');
      return `<${tag}${spaces}${attributes}${inside === '' ? '/>' : `>${inside}</${tag}>`}`;
    }),
}));

/** Well-formed documents of every kind that the readers may meet. */
export const wellFormedXml: fc.Arbitrary<string> = element;
