/**
 * What a document may hold. The biggest one known, of the System Writer, has 18,925 file lists in 2.1 million
 * characters, four attributes each and four levels; these are ten times that and more.
 */
export const xmlLimits = {
  characters: 32 * 1024 * 1024,
  depth: 32,
  elements: 200_000,
  attributesOfAnElement: 64,
  attributes: 1_000_000,
};

/** The limits of a document: see `xmlLimits`. */
export type XmlLimits = Readonly<typeof xmlLimits>;
