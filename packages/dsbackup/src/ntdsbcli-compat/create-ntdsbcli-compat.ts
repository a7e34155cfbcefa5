import { BACKUP_TYPE_FULL, RESTORE_TYPE_CATCHUP } from '@dsbackup/ntdsbcli/native';
import { createWindowsHost } from '../create-windows-host.js';
import { openBackupSession } from '../open-backup-session.js';
import { openRestoreSession } from '../open-restore-session.js';
import type { AttachmentText } from './attachment-text.js';
import { CallOutcomes, refused } from './call-outcomes.js';
import { CompatBackup } from './compat-backup.js';
import type { NtdsbcliCompatOptions } from './compat-options.js';
import { compatReport } from './compat-report.js';
import { CompatRestore } from './compat-restore.js';
import { ERROR_INVALID_PARAMETER } from './hresult.js';
import type { HBC, NtdsbcliCompat } from './ntdsbcli-compat.js';
import { requireThisComputer } from './require-this-computer.js';
import { serverFunctions } from './server-functions.js';

/** The functions over one Windows. Nothing is loaded before the first call; contexts of one are nothing to another. */
export function createNtdsbcliCompat(options: NtdsbcliCompatOptions = {}): NtdsbcliCompat {
  const surroundings = {
    host: options.host ?? createWindowsHost(),
    backend: options.backend ?? 'auto',
    report: compatReport(options.onProgress),
  } as const;
  return {
    ...serverFunctions(surroundings, () => new CallOutcomes(options.onFailure)),
    ...backupFunctions(surroundings, options),
    ...restoreFunctions(surroundings, options),
  };
}

type Surroundings = Parameters<typeof serverFunctions>[0];

function backupFunctions({ host, backend, report }: Surroundings, options: NtdsbcliCompatOptions) {
  const contexts = new WeakMap<HBC, CompatBackup>();
  return {
    async DsBackupPrepare(szBackupServer, grbit, btFlag) {
      const outcomes = new CallOutcomes(options.onFailure);
      const answer = { hbc: newContext(), token: null as Uint8Array | null };
      const hr = await outcomes.of(async () => {
        await requireThisComputer(host, szBackupServer);
        if ((grbit !== 0 && grbit !== 1) || btFlag !== BACKUP_TYPE_FULL)
          throw refused(`DsBackupPrepare: grbit ${grbit} with btFlag ${btFlag} is no full backup.`);
        const session = await openBackupSession({ host, backend, onProgress: report });
        answer.token = session.expiryToken ?? null;
        const { beforeCommit } = options;
        contexts.set(answer.hbc, new CompatBackup({ session, outcomes, report, beforeCommit }));
      });
      const { token, hbc } = answer;
      const cbExpiryTokenSize = token?.length ?? 0;
      return { hr, pvExpiryToken: token, cbExpiryTokenSize, hbc: hr === 0 ? hbc : null };
    },
    async DsBackupGetDatabaseNames(hbc) {
      const { hr, list } = (await contexts.get(hbc)?.databaseNames()) ?? noContext;
      return { hr, szAttachmentInfo: list?.text ?? null, cbSize: list?.bytes ?? 0 };
    },
    async DsBackupOpenFile(hbc, szAttachmentName, cbReadHintSize) {
      const answer = await contexts.get(hbc)?.openFile(szAttachmentName, cbReadHintSize);
      return answer ?? { hr: ERROR_INVALID_PARAMETER, liFileSize: 0 };
    },
    async DsBackupRead(hbc, pvBuffer, cbBuffer) {
      const answer = await contexts.get(hbc)?.read(pvBuffer, cbBuffer);
      return answer ?? { hr: ERROR_INVALID_PARAMETER, cbRead: 0 };
    },
    DsBackupClose: async (hbc) => contexts.get(hbc)?.close() ?? ERROR_INVALID_PARAMETER,
    async DsBackupGetBackupLogs(hbc) {
      const { hr, list } = (await contexts.get(hbc)?.backupLogs()) ?? noContext;
      return { hr, szBackupLogFiles: list?.text ?? null, cbSize: list?.bytes ?? 0 };
    },
    DsBackupTruncateLogs: async (hbc) => contexts.get(hbc)?.truncateLogs() ?? ERROR_INVALID_PARAMETER,
    DsBackupEnd: async (hbc) => contexts.get(hbc)?.end() ?? ERROR_INVALID_PARAMETER,
    async DsBackupFree() {},
  } satisfies Partial<NtdsbcliCompat>;
}

function restoreFunctions({ host, backend, report }: Surroundings, options: NtdsbcliCompatOptions) {
  const contexts = new WeakMap<HBC, CompatRestore>();
  return {
    async DsRestorePrepare(szServerName, rtFlag, pvExpiryToken, cbExpiryTokenSize) {
      const outcomes = new CallOutcomes(options.onFailure);
      const hbc = newContext();
      const hr = await outcomes.of(async () => {
        await requireThisComputer(host, szServerName);
        if (rtFlag !== 0 && rtFlag !== RESTORE_TYPE_CATCHUP)
          throw refused(`DsRestorePrepare: a restore of the type ${rtFlag} is not supported.`);
        const expiryToken = requireToken(pvExpiryToken, cbExpiryTokenSize);
        const session = await openRestoreSession({ host, backend, expiryToken, onProgress: report });
        contexts.set(hbc, new CompatRestore(session, outcomes));
      });
      return { hr, hbc: hr === 0 ? hbc : null };
    },
    async DsRestoreGetDatabaseLocations(hbc) {
      const { hr, list } = (await contexts.get(hbc)?.locations()) ?? noContext;
      return { hr, szDatabaseLocationList: list?.text ?? null, cbSize: list?.bytes ?? 0 };
    },
    async DsRestoreRegister(hbc, checkpointPath, logPath, map, mapSize, backupLogPath, genLow, genHigh) {
      const registration = { checkpointPath, logPath, map, mapSize, backupLogPath, genLow, genHigh };
      return contexts.get(hbc)?.register(registration) ?? ERROR_INVALID_PARAMETER;
    },
    DsRestoreRegisterComplete: async (hbc, hrRestoreState) =>
      contexts.get(hbc)?.registerComplete(hrRestoreState) ?? ERROR_INVALID_PARAMETER,
    DsRestoreEnd: async (hbc) => contexts.get(hbc)?.end() ?? ERROR_INVALID_PARAMETER,
  } satisfies Partial<NtdsbcliCompat>;
}

/** What a function with a list answers for what is no context of its kind. */
const noContext: { readonly hr: number; readonly list: AttachmentText | undefined } = {
  hr: ERROR_INVALID_PARAMETER,
  list: undefined,
};

function newContext(): HBC {
  return Object.freeze(Object.create(null)) as HBC;
}

function requireToken(token: Uint8Array | null, size: number): Uint8Array | undefined {
  if (token === null && size === 0) return undefined;
  if (token instanceof Uint8Array && Number.isInteger(size) && size > 0 && size <= token.length)
    return token.slice(0, size);
  throw refused(`DsRestorePrepare: cbExpiryTokenSize is ${size} for a token of ${token?.length ?? 0} bytes.`);
}
