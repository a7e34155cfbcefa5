/** An element of a document. */
export interface XmlElement {
  /** Its name without a prefix. */
  readonly name: string;
  readonly namespace: string;
  /** Its attributes that have no prefix, in the order of the document. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Where it begins, for messages; the first line is 1. */
  readonly line: number;
}
