import type { WriterIdentity } from '../metadata/writer-metadata.js';

/**
 * What the keys of a writer's components begin with: its name, and its instance id where another writer's name would
 * lead to the same keys.
 */
export function writerKey(writer: WriterIdentity, writers: readonly WriterIdentity[]): string {
  const isNamesake = writers.some(
    (other) => other !== writer && (isWithin(other.name, writer.name) || isWithin(writer.name, other.name)),
  );
  return isNamesake ? `${writer.name} ${writer.instanceId}` : writer.name;
}

function isWithin(name: string, other: string): boolean {
  return name === other || name.startsWith(`${other}\\`);
}
