import { join, resolve } from 'node:path';
import { LOG_SEGMENT_SIZE } from '@dsbackup/ese';
import { databaseIdentity, generations } from './database/database-identity.js';
import { type DatabasePlan, datatablePagesOf, extentsOf, pagesFor } from './database/database-plan.js';
import type { WriteControl } from './database/write-database.js';
import { codeOf } from './directory/file-error.js';
import { writeNew } from './logs/write-logs.js';
import { SimulatorError } from './simulator-error.js';
import { makeTree } from './tree/make-tree.js';
import { encodeMarker, markerName, requireComputerName } from './tree/marker.js';
import { scriptBytes } from './tree/sysvol-scripts.js';
import { asSimulatorError, requireSpace, takeTarget } from './tree/target-directory.js';
import { type WindowsReleaseName, windowsRelease } from './windows/windows-release.js';

/** What domain controller to make. Everything has a default. */
export interface DomainControllerOptions {
  /** 2022 if not given. */
  readonly windows?: WindowsReleaseName;
  /** `DC01` if not given. */
  readonly computerName?: string;
  /** The DNS name of the domain; `corp.example` if not given. */
  readonly domain?: string;
  /** The size of ntds.dit in bytes, rounded up to whole pages; 256 MiB if not given, at least 64 pages. */
  readonly size?: number;
  /** 4096, 8192, 16384 or 32768. If not given 8192, and 32768 for 2025, as its new installations have. */
  readonly pageSize?: number;
  /** The size of each of the five logs in bytes, a multiple of 4096 from 64 KiB to 128 MiB; 10 MiB if not given, as AD has. */
  readonly logSize?: number;
  /** `dirty`, as the database of a running server is, if not given; or `clean`, as after a shutdown. */
  readonly shutdown?: 'dirty' | 'clean';
  /** How many files of 4 KiB SYSVOL has besides its policies; none if not given. */
  readonly sysvolFiles?: number;
  /** The same seed and options make the same bytes. 1 if not given. */
  readonly seed?: number;
  /** Stops between two chunks; what was made is taken away, and the reason is thrown as it is. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SimulatorProgress) => void;
}

/** How far the making is. */
export interface SimulatorProgress {
  readonly bytesWritten: number;
  readonly bytesTotal: number;
}

/** What was made. */
export interface MadeDomainController {
  /** The absolute path of the directory. */
  readonly directory: string;
  readonly databaseBytes: number;
  /** Of all large files and scripts. */
  readonly bytesWritten: number;
}

const mebibyte = 2 ** 20;
const smallestLog = 64 * 1024;
const largestLog = 128 * mebibyte;

/**
 * Makes the disk of a domain controller in an empty directory: a database with its logs and checkpoint, SYSVOL with
 * its junction, hives, and a marker that says what it is, written last. In flat memory (the whole process
 * stays under 150 MiB, whatever the size) and about as fast as the disk. When it fails or is stopped, what was made is taken away again.
 *
 * @throws SimulatorError `INVALID_OPTION`, `TARGET_EXISTS`, `TARGET_UNWRITABLE`, `NOT_ENOUGH_SPACE`
 */
export async function createDomainController(
  directory: string,
  options: DomainControllerOptions = {},
): Promise<MadeDomainController> {
  options.signal?.throwIfAborted();
  const plan = databasePlan(options);
  const marker = {
    windows: windowsRelease(options.windows ?? '2022').name,
    computerName: requireComputerName(options.computerName ?? 'DC01'),
    domain: requireDomain(options.domain ?? 'corp.example'),
  };
  const scripts = requireCount(options.sysvolFiles ?? 0);
  const target = await takeTarget(directory).catch((error: unknown) => {
    throw asTargetError(error, directory);
  });
  const control = progressOf(options, plan.bytes + logCount * plan.logSize + scripts * scriptBytes);
  try {
    await requireSpace(target.path, control.total);
    await makeTree(target.path, { plan, control, scripts, domain: marker.domain });
    await writeNew(join(target.path, markerName), Buffer.from(encodeMarker(marker)));
  } catch (error) {
    await target.remove();
    throw asSimulatorError(error, target.path);
  }
  return { directory: target.path, databaseBytes: plan.bytes, bytesWritten: control.total };
}

/** Whatever a file system answers to the making of a directory, such as ENOENT in /proc: it can't be made there. */
function asTargetError(error: unknown, directory: string): unknown {
  const code = codeOf(error);
  if (SimulatorError.is(error) || code === undefined) return error;
  return new SimulatorError('TARGET_UNWRITABLE', `${resolve(directory)} cannot be made: ${code}.`, error);
}

const logCount = generations.last - generations.first + 1;

function databasePlan(options: DomainControllerOptions): DatabasePlan {
  const release = windowsRelease(options.windows ?? '2022');
  const pageSize = options.pageSize ?? (release.name === '2025' ? 32_768 : 8192);
  const { lastPage, bytes } = pagesFor(options.size ?? 256 * mebibyte, pageSize);
  const seed = options.seed ?? 1;
  return {
    pageSize,
    bytes,
    lastPage,
    datatablePages: datatablePagesOf(lastPage),
    extents: extentsOf(lastPage),
    shutdown: options.shutdown ?? 'dirty',
    seed,
    identity: databaseIdentity(seed, release),
    logSize: requireLogSize(options.logSize ?? 10 * mebibyte),
  };
}

function requireLogSize(bytes: number): number {
  if (Number.isInteger(bytes / LOG_SEGMENT_SIZE) && bytes >= smallestLog && bytes <= largestLog) return bytes;
  throw new SimulatorError(
    'INVALID_OPTION',
    `A log cannot have ${bytes} bytes: it has a multiple of ${LOG_SEGMENT_SIZE} from ${smallestLog} to ${largestLog}.`,
  );
}

function requireCount(count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new SimulatorError('INVALID_OPTION', `SYSVOL cannot have ${count} more files.`);
}

function requireDomain(name: string): string {
  if (/^[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/.test(name)) return name;
  throw new SimulatorError('INVALID_OPTION', `"${name}" is no DNS name of a domain, such as corp.example.`);
}

function progressOf(
  options: DomainControllerOptions,
  total: number,
): WriteControl & { readonly total: number } {
  let bytesWritten = 0;
  return {
    total,
    signal: options.signal,
    wrote(bytes) {
      bytesWritten += bytes;
      options.onProgress?.({ bytesWritten, bytesTotal: total });
    },
  };
}
