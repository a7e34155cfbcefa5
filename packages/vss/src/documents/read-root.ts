import { documentError } from './document-error.js';
import { ElementReader } from './element-reader.js';
import { Remarks } from './remarks.js';
import { parseXml } from './xml/parse-xml.js';

/** A saved document. */
export interface SavedDocument {
  /** Its name, for messages: `writer-1-NTDS.xml`. */
  readonly name: string;
  /** Its text, or its bytes in UTF-8 or, with a byte order mark, UTF-16. */
  readonly content: string | Uint8Array;
}

/** What the root of a document must be. */
export interface ExpectedRoot {
  readonly element: string;
  readonly namespace: string;
}

/** Parses a saved document and holds its root to what it must be. */
export function readRoot(
  { name, content }: SavedDocument,
  { element, namespace }: ExpectedRoot,
): { readonly root: ElementReader; readonly remarks: Remarks } {
  const root = parseXml({ document: name, content });
  if (root.name !== element || root.namespace !== namespace) {
    const found = `<${root.name.slice(0, 80)}> of "${root.namespace.slice(0, 80)}"`;
    throw documentError(name, `its root is ${found}, not <${element}> of "${namespace}"`);
  }
  const remarks = new Remarks(name);
  return { root: new ElementReader(root, remarks), remarks };
}
