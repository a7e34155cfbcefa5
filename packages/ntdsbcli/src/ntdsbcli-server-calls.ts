import type { DriverControl } from '@dsbackup/session';
import type { NtdsbcliApi } from './native/ntdsbcli-api.js';
import type { NtdsbcliAnswers } from './ntdsbcli-answers.js';
import { type NtdsbcliAuthIdentity, withPassword } from './ntdsbcli-auth-identity.js';
import { answerError } from './ntdsbcli-errors.js';

/** What the calls on a server, without a context, are made with. */
export interface ServerCalls {
  readonly api: NtdsbcliApi;
  readonly server: string;
  readonly answers: NtdsbcliAnswers;
}

/** Acts as someone else from now on; DsSetAuthIdentityW. Comes first, since the next calls bind to the server. */
export async function authenticate(
  { api, answers }: ServerCalls,
  identity: NtdsbcliAuthIdentity,
  control: DriverControl,
): Promise<void> {
  const { userName, domainName } = identity;
  const status = await withPassword(identity, (password) =>
    api.DsSetAuthIdentityW(userName, domainName, password),
  );
  answers.settle({ call: 'DsSetAuthIdentityW', subject: `${domainName}\\${userName}` }, status, control);
}

/** Whether the directory service is running; DsIsNTDSOnlineW. A backup needs it online, a restore offline. */
export async function isOnline(
  { api, server, answers }: ServerCalls,
  control: DriverControl,
): Promise<boolean> {
  const call = { call: 'DsIsNTDSOnlineW', subject: server };
  const { status, fNTDSOnline } = await api.DsIsNTDSOnlineW(server);
  answers.settle(call, status, control);
  if (fNTDSOnline !== undefined) return fNTDSOnline;
  throw answers.fail(answerError(call, 'did not say whether the directory is online'));
}
