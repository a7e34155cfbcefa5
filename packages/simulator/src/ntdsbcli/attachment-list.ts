/** The type characters of attachment names (fact sheet, section 4). */
export const BFT = { LOG: 0x21, NTDS_DATABASE: 0x44, LOG_DIR: 0x82, CHECKPOINT_DIR: 0x83 } as const;

/** One file of a list. */
export interface Attachment {
  readonly tag: number;
  /** `\\SERVER\C$\Windows\NTDS\ntds.dit`. */
  readonly name: string;
}

/** The bytes of a list: each name after its type character and before a NUL, and one more NUL at the end. */
export function encodeAttachments(attachments: readonly Attachment[], finalNul: boolean): Uint8Array {
  const names = attachments.map(({ tag, name }) => `${String.fromCharCode(tag)}${name}\0`).join('');
  return new Uint8Array(Buffer.from(finalNul ? `${names}\0` : names, 'utf16le'));
}
