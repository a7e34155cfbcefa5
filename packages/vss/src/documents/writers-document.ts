import type { FileSpec, GatheredWriter } from '../metadata/writer-metadata.js';
import { writerStateName } from '../requester/writer-status.js';
import type { ComponentVerdict } from '../select/component-verdicts.js';
import type { BackupRecord } from './backup-record.js';

/**
 * The file name of a writer's own document: its place in Windows' order, and its name as far as a file name can
 * say it.
 */
export function writerDocumentName(index: number, { writer }: GatheredWriter): string {
  const name = writer.name.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return `writer-${index}-${name.slice(0, 60) || 'unnamed'}.xml`;
}

/**
 * What VSS's own documents do not say, as plain data: what kind of backup it was (VSS has no getter for it),
 * what was chosen and why, which shadow copy each volume had, and how each writer did. Numbers are Windows'
 * own, beside words.
 */
export function writersDocument(record: BackupRecord, verdicts: readonly ComponentVerdict[]): object {
  const { plan } = record;
  return {
    format: 'dsbackup-vss-writers',
    version: 1,
    preset: plan.preset,
    backupState: {
      selectComponents: true,
      bootableSystemState: plan.bootableSystemState,
      backupType: plan.backupType,
      partialFileSupport: false,
    },
    volumes: volumesOf(record),
    writers: record.writers.map((gathered, index) => writerOf(record, gathered, index)),
    components: plan.components.map(({ key, writer, component, selection, explicitKey, reason }) => ({
      key,
      instanceId: writer.instanceId,
      writerId: writer.writerId,
      type: component.type,
      logicalPath: component.logicalPath,
      name: component.name,
      flags: component.flags,
      selectable: component.selectable,
      selection,
      explicitKey,
      reason,
      succeeded: verdicts.find((verdict) => verdict.component.key === explicitKey)?.succeeded ?? null,
      databases: component.databases.map(specOf),
      logs: component.logs.map(specOf),
      files: component.files.map(specOf),
    })),
    leftOut: plan.leftOut,
    filesNotToBackup: plan.filesNotToBackup,
    warnings: plan.warnings,
  };
}

function volumesOf({ volumes, located }: BackupRecord): object[] {
  return [...volumes.values()].map(({ volumeName, device, properties }) => ({
    volumeName,
    mountPoints: [
      ...new Set(
        located.specs
          .filter(({ source }) => source.volumeName === volumeName)
          .map(({ source }) => source.mountPoint),
      ),
    ],
    snapshotId: properties.m_SnapshotId,
    snapshotSetId: properties.m_SnapshotSetId,
    device,
    provider: properties.m_ProviderId,
    attributes: properties.m_lSnapshotAttributes,
    created: dateOfFiletime(properties.m_tsCreationTimestamp),
    originatingMachine: properties.m_pwszOriginatingMachine,
    serviceMachine: properties.m_pwszServiceMachine,
  }));
}

function writerOf(record: BackupRecord, gathered: GatheredWriter, index: number): object {
  const { instanceId, writerId, name, usage, source, contents } = gathered.writer;
  return {
    instanceId,
    writerId,
    name,
    usage,
    source,
    document: writerDocumentName(index, gathered),
    takesPart: record.plan.components.some(({ writer }) => writer.instanceId === instanceId),
    excludes: contents?.excludes.map(specOf) ?? null,
    statuses: record.statuses.flatMap(({ after, writers }) =>
      writers
        .filter((status) => status.instanceId === instanceId)
        .map(({ state, failure }) => ({ after, state, stateName: writerStateName(state), failure })),
    ),
  };
}

function specOf({ path, filespec, recursive, alternateLocation, backupTypeMask }: FileSpec): object {
  return { path, filespec, recursive, alternateLocation, backupTypeMask };
}

/** A FILETIME (100-nanosecond intervals since 1601) as ISO 8601 in UTC; null where Windows gave none. */
function dateOfFiletime(filetime: bigint): string | null {
  if (filetime <= 0n) return null;
  return new Date(Number(filetime / 10_000n - 11_644_473_600_000n)).toISOString();
}
