import { DsBackupError } from '@dsbackup/session';
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { documentError } from '../document-error.js';
import { decodeXml } from './decode-xml.js';
import type { XmlElement } from './xml-element.js';
import { type XmlLimits, xmlLimits } from './xml-limits.js';

type OpenElement = XmlElement & { readonly children: XmlElement[] };

/** A document to be read. */
export interface XmlSource {
  /** What messages call it. */
  readonly document: string;
  readonly content: string | Uint8Array;
  readonly limits?: XmlLimits;
}

/**
 * Parses a document whole: XML 1.0 with namespaces, strictly. Its text, comments and processing instructions are
 * dropped, since VSS keeps nothing in them. Nothing is ever loaded or expanded but the five entities of XML.
 *
 * Rejects with `SET_INVALID` what is not well-formed, what has a DOCTYPE, and what goes past the limits; no
 * input makes it take more than about 300 MiB.
 */
export function parseXml({ document, content, limits = xmlLimits }: XmlSource): XmlElement {
  const fail = (what: string): never => {
    throw documentError(document, what);
  };
  // A character of UTF-8 or UTF-16 takes at least one byte, and at most four.
  if (content.length > limits.characters * (typeof content === 'string' ? 1 : 4)) fail(tooBig(limits));
  const text = typeof content === 'string' ? content : decodeXml(document, content);
  if (text.length > limits.characters) fail(tooBig(limits));
  const tree = new TreeBuilder(limits, fail);
  try {
    tree.parser.write(text).close();
  } catch (cause) {
    if (DsBackupError.is(cause)) throw cause;
    // Thrown by saxes, whose messages begin with line and column.
    throw documentError(document, cause instanceof Error ? atPlace(cause.message) : String(cause), cause);
  }
  return tree.root ?? fail('it is empty');
}

class TreeBuilder {
  readonly parser = new SaxesParser({ xmlns: true });
  root: XmlElement | undefined;
  readonly #open: OpenElement[] = [];
  readonly #limits: XmlLimits;
  readonly #fail: (what: string) => never;
  #elements = 0;
  #attributes = 0;
  #attributesHere = 0;

  constructor(limits: XmlLimits, fail: (what: string) => never) {
    this.#limits = limits;
    this.#fail = fail;
    this.parser.on('xmldecl', ({ version }) => {
      if (version !== undefined && version !== '1.0') fail(`it is XML ${version}, not XML 1.0`);
    });
    this.parser.on('doctype', () => fail(`line ${this.parser.line} has a DOCTYPE, which VSS never writes`));
    this.parser.on('opentagstart', () => this.#start());
    this.parser.on('attribute', () => this.#attribute());
    this.parser.on('opentag', (tag) => this.#element(tag));
    this.parser.on('closetag', () => this.#open.pop());
  }

  #start(): void {
    const { elements, depth } = this.#limits;
    this.#attributesHere = 0;
    if (++this.#elements > elements) this.#fail(`it has more than ${elements} elements`);
    if (this.#open.length >= depth) {
      this.#fail(`line ${this.parser.line} is more than ${depth} elements deep`);
    }
  }

  /** Asked while a tag is being read, so that one with millions of attributes is never held. */
  #attribute(): void {
    const { attributes, attributesOfAnElement } = this.#limits;
    if (++this.#attributesHere > attributesOfAnElement) {
      this.#fail(`an element in line ${this.parser.line} has more than ${attributesOfAnElement} attributes`);
    }
    if (++this.#attributes > attributes) this.#fail(`it has more than ${attributes} attributes`);
  }

  #element({ local, uri, attributes }: SaxesTagNS): void {
    const element: OpenElement = {
      name: local,
      namespace: uri,
      attributes: withoutPrefix(attributes),
      children: [],
      line: this.parser.line,
    };
    this.#open.at(-1)?.children.push(element);
    this.root ??= element;
    this.#open.push(element);
  }
}

function withoutPrefix(attributes: Record<string, SaxesAttributeNS>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { uri, local, value } of Object.values(attributes)) {
    if (uri === '') found.set(local, value);
  }
  return found;
}

function tooBig({ characters }: XmlLimits): string {
  return `it is longer than ${characters} characters`;
}

/** `3:14: unexpected end` as `line 3, column 14: unexpected end`, without the full stop. */
function atPlace(message: string): string {
  return message.replace(/^(\d+):(\d+): /, 'line $1, column $2: ').replace(/\.$/, '');
}
