import { documentError } from '../document-error.js';

/**
 * The text of a document's bytes: UTF-16 where a byte order mark says so, else UTF-8, whatever encoding the
 * document's own declaration names. That is how `vssDocuments` keeps them, and how other requesters save a BSTR.
 */
export function decodeXml(document: string, bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw documentError(document, `its bytes are not ${encoding.toUpperCase()}`, cause);
  }
}
