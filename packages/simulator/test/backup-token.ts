import { openSimulatedDomainController } from '../src/index.js';

/** The expiry token of a backup that is made of the machine, at a time. Nothing but the token is kept. */
export async function backupToken(root: string, at?: Date): Promise<Uint8Array> {
  const host = await openSimulatedDomainController(root, {
    windows: '2003',
    computerName: 'DC01',
    ...(at === undefined ? {} : { now: () => at }),
  });
  const api = await host.ntdsbcli();
  const { hbc, expiryToken } = await api.DsBackupPrepareW('DC01', 0, 1);
  if (hbc === null || expiryToken.pv === null) throw new Error('The simulated backup gave no token');
  const token = Uint8Array.from(expiryToken.bytes);
  await api.DsBackupFree(expiryToken.pv);
  await api.DsBackupEnd(hbc);
  return token;
}
