import type { DatabaseHeader } from '../format/database-header.js';
import { sameSignature } from '../format/signature.js';
import type { RestorabilityFacts } from './restorability.js';

/** The logs that a database asks for. */
export type RequiredRange = Pick<
  DatabaseHeader,
  | 'generationMinRequired'
  | 'generationMaxRequired'
  | 'generationMaxCommitted'
  | 'generationMaxRequiredTime'
  | 'generationMaxCreateTime'
  | 'logSignature'
>;

/**
 * The header tells which logs the database needs, and so does the trailer of a streaming backup, for the copy as it was when
 * its last page had been read: it is the newer of the two. That the engine goes by the trailer is an inference from what its
 * fields are; a trailer of another database is a leftover and says nothing.
 */
export function requiredRange({ database: { header }, scan }: RestorabilityFacts): RequiredRange {
  const trailer = scan?.backupTrailer;
  if (trailer === undefined || trailer.generationMaxRequired <= 0) return header;
  const { databaseSignature, logSignature, ...generations } = trailer;
  const isOfThisDatabase =
    sameSignature(databaseSignature, header.databaseSignature) &&
    sameSignature(logSignature, header.logSignature);
  if (!isOfThisDatabase) return header;
  return {
    logSignature,
    generationMinRequired: generations.generationMinRequired,
    generationMaxRequired: generations.generationMaxRequired,
    generationMaxCommitted: Math.max(generations.generationMaxCommitted, generations.generationMaxRequired),
    generationMaxRequiredTime: generations.generationMaxRequiredTime,
    generationMaxCreateTime: generations.generationMaxCommittedTime,
  };
}
