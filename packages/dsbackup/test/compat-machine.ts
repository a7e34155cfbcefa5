import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDomainController,
  openSimulatedDomainController,
  type SimulatedDomainController,
  type SimulatorOptions,
} from '@dsbackup/simulator';
import {
  createNtdsbcliCompat,
  type HBC,
  type NtdsbcliCompat,
  type NtdsbcliCompatOptions,
  parseAttachmentInfo,
} from 'dsbackup/ntdsbcli-compat';

/** The name of the simulated computer. */
export const server = 'DC01';
/** A buffer of the smallest size that the functions take. */
export const smallest = 24_576;

/** The lowest and the highest generation of the logs of a made disk; the last one is edb.log. */
export const generations = { low: 16, high: 20 } as const;

/** The disk of a small domain controller in a temporary folder. The same seed makes the same bytes. */
export async function makeDisk(seed = 1): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'dsbackup-compat-'));
  await createDomainController(root, { size: 524_288, logSize: 65_536, computerName: server, seed });
  return root;
}

/** The functions on a simulated computer, and that computer. */
export interface CompatMachine {
  readonly ds: NtdsbcliCompat;
  readonly host: SimulatedDomainController;
}

/** Opens the disk as a computer, with the functions on it. */
export async function openMachine(
  root: string,
  windows: NonNullable<SimulatorOptions['windows']>,
  more: NtdsbcliCompatOptions & Pick<SimulatorOptions, 'startedIn'> = {},
): Promise<CompatMachine> {
  const { startedIn = 'normal', ...options } = more;
  // Windows answers at once, so that no test waits for a clock.
  const machine = { windows, computerName: server, startedIn, pendingAnswers: 0 };
  const host = await openSimulatedDomainController(root, machine);
  return { host, ds: createNtdsbcliCompat({ host, ...options }) };
}

/** A backup that is prepared; fails if it can't be. */
export async function prepare({ ds }: CompatMachine): Promise<HBC> {
  const { hr, hbc } = await ds.DsBackupPrepare(server, 0, 1);
  if (hr !== 0 || hbc === null) throw new Error(`DsBackupPrepare answered ${hr}.`);
  return hbc;
}

/** The names in the list of databases. */
export async function databaseNames({ ds }: CompatMachine, hbc: HBC): Promise<string[]> {
  const { szAttachmentInfo } = await ds.DsBackupGetDatabaseNames(hbc);
  return parseAttachmentInfo(szAttachmentInfo ?? '').map(({ name }) => name);
}

/** The names in the list of logs. */
export async function logNames({ ds }: CompatMachine, hbc: HBC): Promise<string[]> {
  const { szBackupLogFiles } = await ds.DsBackupGetBackupLogs(hbc);
  return parseAttachmentInfo(szBackupLogFiles ?? '').map(({ name }) => name);
}

/** Opens a file, reads it until `enough` says so or it ends, closes it; answers the statuses of the last read and of closing. */
export async function readFile(
  { ds }: CompatMachine,
  hbc: HBC,
  name: string,
  enough: (bytes: number, size: number) => boolean = () => false,
): Promise<{ readonly last: number; readonly close: number }> {
  const { liFileSize } = await ds.DsBackupOpenFile(hbc, name, smallest);
  const buffer = new Uint8Array(smallest);
  let bytes = 0;
  let last = 0;
  while (last === 0 && !enough(bytes, liFileSize)) {
    const { hr, cbRead } = await ds.DsBackupRead(hbc, buffer, smallest);
    last = hr;
    bytes += cbRead;
  }
  return { last, close: await ds.DsBackupClose(hbc) };
}

/** Reads every database and every log to its end. */
export async function readAll(machine: CompatMachine, hbc: HBC): Promise<void> {
  for (const name of await databaseNames(machine, hbc)) await readFile(machine, hbc, name);
  for (const name of await logNames(machine, hbc)) await readFile(machine, hbc, name);
}
