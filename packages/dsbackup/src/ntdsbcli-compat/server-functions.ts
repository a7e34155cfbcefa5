import { statusError, withPassword } from '@dsbackup/ntdsbcli';
import type { NtdsbcliApi } from '@dsbackup/ntdsbcli/native';
import { hasNtdsWriter } from '@dsbackup/vss';
import { askHost } from '../ask-host.js';
import type { BackupHost } from '../backup-host.js';
import { type BackendRequest, chooseBackend } from '../choose-backend.js';
import { identityRefused } from '../identity-refused.js';
import type { CallOutcomes } from './call-outcomes.js';
import type { Report } from './compat-report.js';
import type { HRESULT } from './hresult.js';
import type { NtdsbcliCompat } from './ntdsbcli-compat.js';
import { requireThisComputer } from './require-this-computer.js';

/** What all functions work on. */
export interface CompatSurroundings {
  readonly host: BackupHost;
  readonly backend: BackendRequest;
  readonly report: Report;
}

type ServerFunctions = Pick<NtdsbcliCompat, 'DsIsNTDSOnline' | 'DsSetAuthIdentity' | 'DsSetCurrentBackupLog'>;

/** The functions that take a server and no context. */
export function serverFunctions(
  { host, backend, report }: CompatSurroundings,
  newOutcomes: () => CallOutcomes,
): ServerFunctions {
  const isLegacy = async () => chooseBackend(await askHost(host.facts()), backend).backend === 'ntdsbcli';
  const settle = (call: string, subject: string, status: HRESULT) => {
    report({ kind: 'native-call', call, status, subject });
    if (status !== 0) throw statusError({ call, subject }, status);
  };
  return {
    async DsIsNTDSOnline(szServerName) {
      let fNTDSOnline = false;
      const hr = await newOutcomes().of(async () => {
        const server = await requireThisComputer(host, szServerName);
        if (!(await isLegacy())) {
          fNTDSOnline = await hasNtdsWriter(await askHost(host.vss()), report);
          return;
        }
        const answer = await (await legacyApi(host)).DsIsNTDSOnlineW(server);
        settle('DsIsNTDSOnlineW', server, answer.status);
        fNTDSOnline = answer.fNTDSOnline === true;
      });
      return { hr, fNTDSOnline };
    },
    DsSetAuthIdentity: (szUserName, szDomainName, szPassword) =>
      newOutcomes().of(async () => {
        if (!(await isLegacy())) throw identityRefused();
        const api = await legacyApi(host);
        const identity = { userName: szUserName, domainName: szDomainName, password: szPassword };
        const status = await withPassword(identity, (bytes) =>
          api.DsSetAuthIdentityW(szUserName, szDomainName, bytes),
        );
        settle('DsSetAuthIdentityW', `${szDomainName}\\${szUserName}`, status);
      }),
    DsSetCurrentBackupLog: (szServerName, dwCurrentLog) =>
      newOutcomes().of(async () => {
        const server = await requireThisComputer(host, szServerName);
        if (!(await isLegacy())) {
          const message = 'DsSetCurrentBackupLog: on this backend there is no such number; nothing was done.';
          return report({ kind: 'warning', message });
        }
        const status = await (await legacyApi(host)).DsSetCurrentBackupLogW(server, dwCurrentLog >>> 0);
        settle('DsSetCurrentBackupLogW', server, status);
      }),
  };
}

function legacyApi(host: BackupHost): Promise<NtdsbcliApi> {
  return askHost(host.ntdsbcli('backup'));
}
