import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';

/** An element in the form in which two parsers are compared. */
export interface ComparedElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly ComparedElement[];
}

/** What XML 1.1 alone takes for the end of a line; the oracle does so in XML 1.0 too. */
const otherLineEnds = /[\u0085\u2028\u2029]/;

/**
 * What another parser, @xmldom/xmldom, makes of a document; undefined where it refuses it, or is known to stray
 * from XML 1.0.
 */
export function readByOracle(text: string): ComparedElement | undefined {
  if (otherLineEnds.test(text)) return undefined;
  try {
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
    return document.documentElement === null ? undefined : comparedElement(document.documentElement);
  } catch {
    return undefined;
  }
}

type DomElement = NonNullable<ReturnType<DOMParser['parseFromString']>['documentElement']>;

function comparedElement(element: DomElement): ComparedElement {
  const attributes = Array.from(element.attributes)
    .filter(({ namespaceURI }) => namespaceURI === null || namespaceURI === '')
    .map(({ name, value }) => [name, value]);
  const children = Array.from(element.childNodes).filter(({ nodeType }) => nodeType === 1) as DomElement[];
  return {
    name: element.localName ?? element.tagName,
    // saxes takes white space, in Unicode's sense, off both ends of a namespace: the one way in which it is laxer here.
    namespace: (element.namespaceURI ?? '').trim(),
    attributes: Object.fromEntries(attributes),
    children: children.map(comparedElement),
  };
}
