import type { VSS_ID } from '../native/hresult.js';
import { documentError } from './document-error.js';
import type { Words } from './document-words.js';
import type { Remarks } from './remarks.js';
import type { XmlElement } from './xml/xml-element.js';

/** Reads the attributes and children of one element, in the forms that writers give them. */
export class ElementReader {
  readonly element: XmlElement;
  readonly #remarks: Remarks;

  constructor(element: XmlElement, remarks: Remarks) {
    this.element = element;
    this.#remarks = remarks;
  }

  /** An attribute that must be there, though it may be empty. */
  required(attribute: string): string {
    return this.element.attributes.get(attribute) ?? this.#fail(`has no ${attribute}`);
  }

  /** An attribute by the first of its names that is there; absent and empty mean the same. */
  optional(...names: readonly string[]): string | null {
    for (const name of names) {
      const value = this.element.attributes.get(name);
      if (value !== undefined && value !== '') return value;
    }
    return null;
  }

  /** A GUID as the binding gives it: in braces, in small letters. Writers use both cases, with and without. */
  guid(attribute: string): VSS_ID {
    const value = this.required(attribute);
    const bare = /^\s*(\{?)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\}?)\s*$/i.exec(value);
    if (bare?.[2] === undefined || (bare[1] === '{') !== (bare[3] === '}')) {
      return this.#fail(`says ${attribute}="${short(value)}", which is no GUID`);
    }
    return `{${bare[2].toLowerCase()}}`;
  }

  /** `yes` or `no`; undefined where it says neither. */
  flag(attribute: string): boolean | undefined {
    const value = this.element.attributes.get(attribute);
    if (value === undefined) return undefined;
    if (/^(yes|true|1)$/i.test(value)) return true;
    if (/^(no|false|0)$/i.test(value)) return false;
    return this.#fail(`says ${attribute}="${short(value)}", which is neither yes nor no`);
  }

  /** An unsigned number of 32 bits, or the given one where it is absent. */
  number(attribute: string, absent: number): number {
    const value = this.optional(attribute);
    if (value === null) return absent;
    const number = /^(\d{1,10}|0x[0-9a-f]{1,8})$/i.test(value) ? Number(value) : Number.NaN;
    return number <= 0xffffffff
      ? number
      : this.#fail(`says ${attribute}="${short(value)}", which is no number of 32 bits`);
  }

  /** A word by its number; 0, which is "undefined" everywhere, with a remark for one that nobody knows. */
  word(attribute: string, words: Words): number {
    const value = this.optional(attribute);
    if (value === null) return 0;
    const number = words.get(value.toUpperCase());
    if (number === undefined) {
      this.#remarks.add(
        `${this.#place()} says ${attribute}="${short(value)}", a word that is not known here`,
      );
    }
    return number ?? 0;
  }

  /** The children of the document's own namespace; strangers are remarked on and passed over. */
  children(known: ReadonlySet<string>): ElementReader[] {
    const found: ElementReader[] = [];
    for (const child of this.element.children) {
      if (child.namespace === this.element.namespace && known.has(child.name)) {
        found.push(new ElementReader(child, this.#remarks));
      } else {
        this.#remarks.add(
          `line ${child.line} has <${short(child.name)}>, which is not known in <${this.element.name}>`,
        );
      }
    }
    return found;
  }

  /** Throws what is wrong with this element. */
  fail(what: string): never {
    return this.#fail(what);
  }

  #fail(what: string): never {
    throw documentError(this.#remarks.document, `${this.#place()} ${what}`);
  }

  #place(): string {
    return `<${this.element.name}> in line ${this.element.line}`;
  }
}

/** As much of a stranger's text as a message can bear. */
function short(value: string): string {
  return value.length > 80 ? `${value.slice(0, 80)}…` : value;
}
