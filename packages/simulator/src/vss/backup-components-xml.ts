import type { ChosenComponent, RequesterState, RunningWriter } from './requester-state.js';
import { vss } from './vss-values.js';
import { bare } from './writer-metadata-xml.js';
import { element, yesNo } from './xml.js';

const backupTypes = ['undefined', 'full', 'incremental', 'differential', 'log', 'copy', 'other'];

/** The Backup Components Document in the form of real ones (fact sheet, 6.3): added components only. */
export function backupComponentsXml(state: RequesterState): string {
  const { choice, setId } = state;
  const attributes = {
    xmlns: 'x-schema:#VssComponentMetadata',
    version: '1.2',
    bootableSystemStateBackup: yesNo(choice?.bootableSystemState === true),
    selectComponents: yesNo(choice?.selectComponents === true),
    backupType: backupTypes[choice?.backupType ?? 0],
    partialFileSupport: yesNo(choice?.partialFileSupport === true),
    snapshotSetId: setId === undefined ? undefined : bare(setId),
  };
  return element(
    'BACKUP_COMPONENTS',
    attributes,
    writersWithComponents(state).map((writer) => writerElement(writer, state)),
  );
}

/** The writers of which components were added, in the order of the writers. */
export function writersWithComponents(state: RequesterState): RunningWriter[] {
  return state.writers.filter((writer) => state.chosen.some((chosen) => chosen.writer === writer));
}

function writerElement(writer: RunningWriter, state: RequesterState): string {
  const { definition, instanceId } = writer;
  const attributes = { instanceId: bare(instanceId), writerId: bare(definition.writerId), backupSchema: '0' };
  const components = state.chosen.filter((chosen) => chosen.writer === writer);
  return element('WRITER_COMPONENTS', attributes, components.map(componentElement));
}

function componentElement({ component, succeeded, backupMetadata }: ChosenComponent): string {
  const attributes = {
    logicalPath: component.logicalPath ?? undefined,
    componentName: component.name,
    componentType: component.type === vss.CT_DATABASE ? 'database' : 'filegroup',
    backupSucceeded: succeeded === undefined ? undefined : yesNo(succeeded),
  };
  const metadata =
    backupMetadata === undefined
      ? []
      : [element('BACKUP_METADATA', { metadata: Buffer.from(backupMetadata, 'utf16le').toString('base64') })];
  return element('COMPONENT', attributes, metadata);
}
