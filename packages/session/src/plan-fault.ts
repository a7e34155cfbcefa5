import type { RestoreCapabilities } from './restore-capabilities.js';
import type { LogReplay, RestoreFile, RestoreMapping, RestorePlan } from './restore-plan.js';

/** Generations are 32-bit numbers in every log's header; 0 is the one that an empty restore names (ntdsbcli's `genLow`). */
const highestGeneration = 0xffff_ffff;

/** What is wrong with a plan, as the end of a sentence; undefined if nothing is. Asks nobody and changes nothing. */
export function planFault(plan: RestorePlan, capabilities: RestoreCapabilities): string | undefined {
  if (typeof plan !== 'object' || plan === null) return 'it is no object';
  return (
    mappingsFault(plan.databases) ??
    (capabilities.replaysLogs ? logReplayFault(plan.logReplay) : undefined) ??
    (plan.files === 'placed-by-caller' ? undefined : filesFault(plan.files))
  );
}

function mappingsFault(databases: readonly RestoreMapping[]): string | undefined {
  if (!Array.isArray(databases) || databases.length === 0) return 'it names no database';
  const nameless = databases.some(({ backedUpAs, restoreTo }) => !isName(backedUpAs) || !isName(restoreTo));
  return nameless ? 'a database of it lacks its old name or its new one' : undefined;
}

function logReplayFault(replay: LogReplay | undefined): string | undefined {
  if (replay === undefined) return 'it has no logReplay, and this backend replays logs';
  const { checkpointDirectory, logDirectory, backedUpLogDirectory } = replay;
  if (![checkpointDirectory, logDirectory, backedUpLogDirectory].every(isName))
    return 'a directory of its logReplay is missing';
  const { lowestGeneration: lowest, highestGeneration: highest } = replay;
  if (isWhole(lowest) && isWhole(highest) && lowest <= highest && highest <= highestGeneration)
    return undefined;
  return `its log generations ${lowest} to ${highest} are no range`;
}

function filesFault(files: readonly RestoreFile[]): string | undefined {
  if (!Array.isArray(files) || files.length === 0) return 'it names no file';
  const paths = new Set<string>();
  for (const { path, size } of files) {
    if (!isName(path)) return 'a file of it has no path';
    if (!isWhole(size)) return `the size of "${path}" is ${size}`;
    const key = path.replace(/./gsu, inOneCase);
    if (paths.has(key)) return `it names "${path}" twice`;
    paths.add(key);
  }
  return undefined;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** As Windows compares names, a character at a time: "Straße" and "STRASSE" are two files, and so are "ı" and "I". */
function inOneCase(character: string): string {
  const upper = character.toUpperCase();
  return upper.toLowerCase() === character ? upper : character;
}
