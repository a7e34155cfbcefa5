import { DsBackupError, type LogReplay, type RestoreFile, type RestorePlan } from '@dsbackup/session';
import type { Registration } from './ntdsbcli-restore-context.js';
import type { ExchangePlan } from './placement/file-exchange.js';
import { foldPath, type PlaceOnComputer, placeOnComputer } from './placement/place-on-computer.js';

/** A plan as the driver works with it. */
export interface PlanOnComputer {
  readonly registration: Registration;
  readonly replay: LogReplay;
  /** Absent where the caller places the files. */
  readonly exchange: ExchangePlan | undefined;
  /** Where each file of the plan goes. */
  readonly places: ReadonlyMap<RestoreFile, PlaceOnComputer>;
  /** The folder of the logs that are replayed. */
  readonly backedUpLogs: string;
}

/** Five hexadecimal digits, as in the names of the logs (fact sheet, section 3.3). */
const highestGeneration = 0xfffff;

/**
 * Checks a plan before Windows hears of it, and finds the places of its files on this computer.
 *
 * @throws {DsBackupError} `INVALID_ARGUMENT` for generations that DsRestoreRegisterW does not take, for a path that is not on
 *   this computer, for a file outside the folders that Windows is told of, and for two files of one place; `UNSUPPORTED` for a
 *   reparse point, which no directory database has.
 */
export function planOnComputer(server: string, plan: RestorePlan): PlanOnComputer {
  const replay = requireReplay(plan.logReplay);
  const databases = plan.databases.map(({ restoreTo }) => placeOnComputer(server, restoreTo));
  const folderOf = (folder: string) => placeOnComputer(server, folder).path;
  const backedUpLogs = folderOf(replay.backedUpLogDirectory);
  const folders = distinct([
    ...databases.map(({ folder }) => folder),
    folderOf(replay.logDirectory),
    folderOf(replay.checkpointDirectory),
    backedUpLogs,
  ]);
  const files = plan.files === 'placed-by-caller' ? [] : plan.files;
  const places = placesOf(files, (file) =>
    requirePlace(placeOnComputer(server, file.path), { file, folders }),
  );
  const of = (isDirectory: boolean) =>
    [...places].filter(([file]) => (file.kind === 'directory') === isDirectory).map(([, place]) => place);
  const names = databases.map(({ name }) => name);
  return {
    registration: {
      checkpointDirectory: replay.checkpointDirectory,
      logDirectory: replay.logDirectory,
      map: plan.databases.map((database) => ({
        wszDatabaseName: database.backedUpAs,
        wszNewDatabaseName: database.restoreTo,
      })),
      backedUpLogDirectory: replay.backedUpLogDirectory,
      lowestGeneration: replay.lowestGeneration,
      highestGeneration: replay.highestGeneration,
    },
    replay,
    exchange:
      plan.files === 'placed-by-caller'
        ? undefined
        : { folders, databases: names, files: of(false), directories: of(true) },
    places,
    backedUpLogs,
  };
}

function requireReplay(replay: LogReplay | undefined): LogReplay {
  if (replay === undefined)
    throw refuse('The plan says nothing of the logs, which DsRestoreRegisterW must know');
  const { lowestGeneration: low, highestGeneration: high } = replay;
  const isRange = Number.isInteger(low) && Number.isInteger(high) && low >= 0 && low <= high;
  if (isRange && high <= highestGeneration) return replay;
  throw refuse(`The generations ${low} to ${high} are none that DsRestoreRegisterW takes: 0 to 0xFFFFF`);
}

function placesOf(
  files: readonly RestoreFile[],
  placeOf: (file: RestoreFile) => PlaceOnComputer,
): Map<RestoreFile, PlaceOnComputer> {
  const places = new Map<RestoreFile, PlaceOnComputer>();
  const taken = new Set<string>();
  for (const file of files) {
    const place = placeOf(file);
    if (taken.has(foldPath(place.path))) throw refuse(`Two files of the plan have the place "${place.path}"`);
    taken.add(foldPath(place.path));
    places.set(file, place);
  }
  return places;
}

function requirePlace(
  place: PlaceOnComputer,
  { file, folders }: { readonly file: RestoreFile; readonly folders: readonly string[] },
): PlaceOnComputer {
  if (file.kind === 'reparse-point') {
    throw refuse(`"${file.path}" is a reparse point, and a directory database has none`, 'UNSUPPORTED');
  }
  const within = file.kind === 'directory' ? [place.folder, place.path] : [place.folder];
  const known = new Set(folders.map(foldPath));
  if (within.some((folder) => known.has(foldPath(folder)))) return place;
  throw refuse(
    `"${file.path}" is in none of the folders that the plan names for databases, logs and checkpoint`,
  );
}

function distinct(folders: readonly string[]): string[] {
  return [...new Map(folders.map((folder) => [foldPath(folder), folder])).values()];
}

function refuse(
  message: string,
  code: 'INVALID_ARGUMENT' | 'UNSUPPORTED' = 'INVALID_ARGUMENT',
): DsBackupError {
  return new DsBackupError({ code, message: `${message}.`, backend: 'ntdsbcli', scope: 'call' });
}
