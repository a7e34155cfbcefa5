/**
 * The kinds of restore that `DsRestorePrepare` has flags for (ntdsbcli.h, whose spelling this is).
 *
 * 0 and CATCHUP mean the same: replication brings the database up to date. The other two are not supported; an
 * authoritative restore is made by ntdsutil after the restore and before the first normal start.
 * Source: https://learn.microsoft.com/windows/win32/api/ntdsbcli/nf-ntdsbcli-dsrestorepreparew
 */
export const RESTORE_TYPE_AUTHORATATIVE = 0x01;
export const RESTORE_TYPE_ONLINE = 0x02;
export const RESTORE_TYPE_CATCHUP = 0x04;
