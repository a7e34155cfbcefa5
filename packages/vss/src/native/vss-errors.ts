import type { HRESULT } from './hresult.js';

/** What is known of one HRESULT that VSS answers with. */
export interface VssStatus {
  /** Its name in `vsserror.h` (or `winerror.h`). */
  readonly name: string;
  readonly hresult: HRESULT;
  /** One line, without a full stop. */
  readonly meaning: string;
  /** A new backup may succeed later with nothing changed (Microsoft advises ten minutes, at most three times). */
  readonly retryable: boolean;
}

const retry = true;

function row(name: string, hresult: HRESULT, [meaning, retryable = false]: [string, boolean?]): VssStatus {
  return { name, hresult, meaning, retryable };
}

/** Every VSS_E_ and VSS_S_ code of `vsserror.h`, then the general ones that VSS calls answer with. */
export const vssStatuses: readonly VssStatus[] = [
  row('VSS_E_BAD_STATE', 0x80042301, ['the call came out of order, or the object was used before']),
  row('VSS_E_UNEXPECTED', 0x80042302, ['something unexpected went wrong; the event log has details']),
  row('VSS_E_PROVIDER_ALREADY_REGISTERED', 0x80042303, ['the provider is registered already']),
  row('VSS_E_PROVIDER_NOT_REGISTERED', 0x80042304, ['no provider of that id is registered']),
  row('VSS_E_PROVIDER_VETO', 0x80042306, ['the provider refused; its event log says why', retry]),
  row('VSS_E_PROVIDER_IN_USE', 0x80042307, ['the provider is in use']),
  row('VSS_E_OBJECT_NOT_FOUND', 0x80042308, ['the object does not exist']),
  row('VSS_S_ASYNC_PENDING', 0x00042309, ['the operation is still running']),
  row('VSS_S_ASYNC_FINISHED', 0x0004230a, ['the operation has finished']),
  row('VSS_S_ASYNC_CANCELLED', 0x0004230b, ['the operation was cancelled']),
  row('VSS_E_VOLUME_NOT_SUPPORTED', 0x8004230c, ['no provider can make a shadow copy of the volume']),
  row('VSS_E_OBJECT_ALREADY_EXISTS', 0x8004230d, ['the component or volume was added before']),
  row('VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER', 0x8004230e, ['the named provider cannot copy the volume']),
  row('VSS_E_UNEXPECTED_PROVIDER_ERROR', 0x8004230f, ['the provider failed in an unexpected way', retry]),
  row('VSS_E_CORRUPT_XML_DOCUMENT', 0x80042310, ['the XML document is corrupt']),
  row('VSS_E_INVALID_XML_DOCUMENT', 0x80042311, ['the XML document is not one that VSS can use']),
  row('VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED', 0x80042312, ['a set holds no more than 64 volumes']),
  row('VSS_E_FLUSH_WRITES_TIMEOUT', 0x80042313, ['the volumes could not be flushed in time', retry]),
  row('VSS_E_HOLD_WRITES_TIMEOUT', 0x80042314, ['writes to the volumes could not be held in time', retry]),
  row('VSS_E_UNEXPECTED_WRITER_ERROR', 0x80042315, ['a writer failed in an unexpected way']),
  row('VSS_E_SNAPSHOT_SET_IN_PROGRESS', 0x80042316, ['another shadow copy is being made', retry]),
  row('VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED', 0x80042317, ['the volume has all the copies it may have']),
  row('VSS_E_WRITER_INFRASTRUCTURE', 0x80042318, ['the service cannot talk to the writers']),
  row('VSS_E_WRITER_NOT_RESPONDING', 0x80042319, ['a writer does not answer']),
  row('VSS_E_WRITER_ALREADY_SUBSCRIBED', 0x8004231a, ['the writer has subscribed before']),
  row('VSS_E_UNSUPPORTED_CONTEXT', 0x8004231b, ['the provider or call does not take this context']),
  row('VSS_E_VOLUME_IN_USE', 0x8004231d, ['the volume is in use']),
  row('VSS_E_MAXIMUM_DIFFAREA_ASSOCIATIONS_REACHED', 0x8004231e, ['no more shadow storage can be assigned']),
  row('VSS_E_INSUFFICIENT_STORAGE', 0x8004231f, ['the shadow storage is full or too small']),
  row('VSS_E_NO_SNAPSHOTS_IMPORTED', 0x80042320, ['no shadow copy was imported']),
  row('VSS_S_SOME_SNAPSHOTS_NOT_IMPORTED', 0x00042321, ['some shadow copies were not imported']),
  row('VSS_E_SOME_SNAPSHOTS_NOT_IMPORTED', 0x80042321, ['some shadow copies were not imported']),
  row('VSS_E_MAXIMUM_NUMBER_OF_REMOTE_MACHINES_REACHED', 0x80042322, ['too many remote machines']),
  row('VSS_E_REMOTE_SERVER_UNAVAILABLE', 0x80042323, ['the remote server cannot be reached']),
  row('VSS_E_REMOTE_SERVER_UNSUPPORTED', 0x80042324, ['the remote server has no VSS that can be used']),
  row('VSS_E_REVERT_IN_PROGRESS', 0x80042325, ['the volume is being reverted']),
  row('VSS_E_REVERT_VOLUME_LOST', 0x80042326, ['the volume was lost while it was being reverted']),
  row('VSS_E_REBOOT_REQUIRED', 0x80042327, ['the machine must be restarted first']),
  row('VSS_E_TRANSACTION_FREEZE_TIMEOUT', 0x80042328, [
    'file transactions could not be frozen in time',
    retry,
  ]),
  row('VSS_E_TRANSACTION_THAW_TIMEOUT', 0x80042329, ['file transactions could not be thawed in time', retry]),
  row('VSS_E_UNSELECTED_VOLUME', 0x8004232a, ['the volume was not selected']),
  row('VSS_E_SNAPSHOT_NOT_IN_SET', 0x8004232b, ['the shadow copy is not in the set']),
  row('VSS_E_NESTED_VOLUME_LIMIT', 0x8004232c, [
    'a virtual disk and the volume that holds it are in one set',
  ]),
  row('VSS_E_VOLUME_NOT_LOCAL', 0x8004232d, ['the volume is not on this machine']),
  row('VSS_E_CLUSTER_TIMEOUT', 0x8004232e, ['the cluster did not answer in time']),
  row('VSS_E_NOT_SUPPORTED', 0x8004232f, ['the operation is not supported']),
  row('VSS_E_WRITERERROR_PARTIAL_FAILURE', 0x80042336, ['some components of the writer failed']),
  row('VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT', 0x800423f0, ['the set lacks a volume that the writer needs']),
  row('VSS_E_WRITERERROR_OUTOFRESOURCES', 0x800423f1, ['the writer ran out of memory or resources', retry]),
  row('VSS_E_WRITERERROR_TIMEOUT', 0x800423f2, ['the writer was frozen longer than it allows', retry]),
  row('VSS_E_WRITERERROR_RETRYABLE', 0x800423f3, ['the writer failed for a passing reason', retry]),
  row('VSS_E_WRITERERROR_NONRETRYABLE', 0x800423f4, ["the writer failed; its data can't be trusted"]),
  row('VSS_E_WRITERERROR_RECOVERY_FAILED', 0x800423f5, ['the writer could not recover its data in the copy']),
  row('VSS_E_BREAK_REVERT_ID_FAILED', 0x800423f6, ['the disk identity could not be put back after a break']),
  row('VSS_E_LEGACY_PROVIDER', 0x800423f7, ['the provider is too old for this operation']),
  row('VSS_E_MISSING_DISK', 0x800423f8, ['a disk is missing']),
  row('VSS_E_MISSING_HIDDEN_VOLUME', 0x800423f9, ['a hidden volume is missing']),
  row('VSS_E_MISSING_VOLUME', 0x800423fa, ['a volume is missing']),
  row('VSS_E_AUTORECOVERY_FAILED', 0x800423fb, ['the shadow copy could not be recovered by its writers']),
  row('VSS_E_DYNAMIC_DISK_ERROR', 0x800423fc, ['a dynamic disk failed']),
  row('VSS_E_NONTRANSPORTABLE_BCD', 0x800423fd, ['the document is not of a transportable shadow copy']),
  row('VSS_E_CANNOT_REVERT_DISKID', 0x800423fe, ['the disk signature cannot be put back']),
  row('VSS_E_RESYNC_IN_PROGRESS', 0x800423ff, ['a disk is being resynchronised']),
  row('VSS_E_CLUSTER_ERROR', 0x80042400, ['the cluster refused']),
  row('VSS_E_ASRERROR_DISK_ASSIGNMENT_FAILED', 0x80042401, ['system recovery could not assign the disks']),
  row('VSS_E_ASRERROR_DISK_RECREATION_FAILED', 0x80042402, [
    'system recovery could not make the disks again',
  ]),
  row('VSS_E_ASRERROR_NO_ARCPATH', 0x80042403, ['system recovery found no ARC path']),
  row('VSS_E_ASRERROR_MISSING_DYNDISK', 0x80042404, ['system recovery lacks a dynamic disk']),
  row('VSS_E_ASRERROR_SHARED_CRIDISK', 0x80042405, ['a critical disk is a shared one']),
  row('VSS_E_ASRERROR_DATADISK_RDISK0', 0x80042406, ['a data disk is in the first place']),
  row('VSS_E_ASRERROR_RDISK0_TOOSMALL', 0x80042407, ['the first disk is too small']),
  row('VSS_E_ASRERROR_CRITICAL_DISKS_TOO_SMALL', 0x80042408, ['the critical disks are too small']),
  row('VSS_E_WRITER_STATUS_NOT_AVAILABLE', 0x80042409, ['the writer has all the sessions it can', retry]),
  row('VSS_E_ASRERROR_DYNAMIC_VHD_NOT_SUPPORTED', 0x8004240a, ['a dynamic disk in a VHD is not supported']),
  row('VSS_E_CRITICAL_VOLUME_ON_INVALID_DISK', 0x80042411, ['a critical volume is on an unusable disk']),
  row('VSS_E_ASRERROR_RDISK_FOR_SYSTEM_DISK_NOT_FOUND', 0x80042412, ['no disk was found for the system']),
  row('VSS_E_ASRERROR_NO_PHYSICAL_DISK_AVAILABLE', 0x80042413, ['no physical disk is free']),
  row('VSS_E_ASRERROR_FIXED_PHYSICAL_DISK_AVAILABLE_AFTER_DISK_EXCLUSION', 0x80042414, [
    'no fixed disk is left after exclusion',
  ]),
  row('VSS_E_ASRERROR_CRITICAL_DISK_CANNOT_BE_EXCLUDED', 0x80042415, ['a critical disk was excluded']),
  row('VSS_E_ASRERROR_SYSTEM_PARTITION_HIDDEN', 0x80042416, ['the system partition is hidden']),
  row('VSS_E_FSS_TIMEOUT', 0x80042417, ['the file share agent did not answer in time', retry]),
  // General HRESULTs. Before Windows 7 an unexpected VSS failure is E_UNEXPECTED.
  row('E_NOTIMPL', 0x80004001, ['this system does not implement the call']),
  row('E_UNEXPECTED', 0x8000ffff, ['something unexpected went wrong; the event log has details']),
  row('E_ACCESSDENIED', 0x80070005, ['the account may not use VSS']),
  row('E_OUTOFMEMORY', 0x8007000e, ['there is not enough memory']),
  row('E_INVALIDARG', 0x80070057, ['an argument is not valid']),
  row('ERROR_SERVICE_DISABLED', 0x80070422, ['a service that is needed is disabled']),
  row('RPC_S_SERVER_UNAVAILABLE', 0x800706ba, ['the service cannot be reached']),
  row('RPC_E_CHANGED_MODE', 0x80010106, ['COM was started on this thread in another mode']),
  row('RPC_E_TOO_LATE', 0x80010119, ['COM security was set before']),
];

/** What is known of an HRESULT, or `undefined` for one that VSS does not define. */
export function findVssStatus(hresult: HRESULT): VssStatus | undefined {
  return vssStatuses.find((status) => status.hresult === hresult);
}
