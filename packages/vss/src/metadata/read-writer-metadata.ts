import type { DriverControl } from '@dsbackup/session';
import type { IVssBackupComponents } from '../native/ivss-backup-components.js';
import type { IVssExamineWriterMetadata } from '../native/ivss-examine-writer-metadata.js';
import { releaseAfter } from '../requester/release-after.js';
import { quietly, vssCall, written } from '../requester/vss-call.js';
import { readComponent, readFileSpecs } from './read-component.js';
import type { GatheredWriter, WriterComponent, WriterContents, WriterIdentity } from './writer-metadata.js';

/** Answers whether a writer's components are wanted, by who it is. */
export type WantsContents = (writer: WriterIdentity) => boolean;

const prefix = 'IVssExamineWriterMetadata';

/**
 * Reads every writer's identity and document, and the components of those that are wanted. Everything is
 * copied out and every interface given back, so that nothing depends on the metadata any more.
 */
export async function readWriterMetadata(
  control: DriverControl,
  backup: IVssBackupComponents,
  wantsContents: WantsContents,
): Promise<GatheredWriter[]> {
  const { cWriters } = await vssCall(control, { call: 'IVssBackupComponents::GetWriterMetadataCount' }, () =>
    backup.GetWriterMetadataCount(),
  );
  const writers: GatheredWriter[] = [];
  for (let index = 0; index < cWriters; index++) {
    const call = 'IVssBackupComponents::GetWriterMetadata';
    const { pMetadata } = await vssCall(control, { call, subject: `writer ${index}` }, () =>
      backup.GetWriterMetadata(index),
    );
    writers.push(
      await releaseAfter(written(pMetadata, call), (metadata) =>
        readWriter(quietly(control), metadata, wantsContents),
      ),
    );
  }
  return writers;
}

async function readWriter(
  control: DriverControl,
  metadata: IVssExamineWriterMetadata,
  wantsContents: WantsContents,
): Promise<GatheredWriter> {
  const identity = await readIdentity(control, metadata);
  const contents = wantsContents(identity) ? await readContents(control, metadata, identity.name) : undefined;
  const call = `${prefix}::SaveAsXML`;
  const { bstrXML } = await vssCall(control, { call, subject: identity.name }, () => metadata.SaveAsXML());
  return { writer: { ...identity, contents }, document: written(bstrXML, call) };
}

async function readIdentity(
  control: DriverControl,
  metadata: IVssExamineWriterMetadata,
): Promise<WriterIdentity> {
  const call = `${prefix}::GetIdentity`;
  const identity = await vssCall(control, { call }, () => metadata.GetIdentity());
  return {
    instanceId: identity.idInstance.toLowerCase(),
    writerId: identity.idWriter.toLowerCase(),
    name: written(identity.bstrWriterName, call),
    usage: identity.usage,
    source: identity.source,
  };
}

async function readContents(
  control: DriverControl,
  metadata: IVssExamineWriterMetadata,
  subject: string,
): Promise<WriterContents> {
  const { cExcludeFiles, cComponents } = await vssCall(
    control,
    { call: `${prefix}::GetFileCounts`, subject },
    () => metadata.GetFileCounts(),
  );
  const excludes = await readFileSpecs(
    control,
    { call: `${prefix}::GetExcludeFile`, subject, count: cExcludeFiles },
    (index) => metadata.GetExcludeFile(index),
  );
  const components: WriterComponent[] = [];
  for (let index = 0; index < cComponents; index++) {
    const call = `${prefix}::GetComponent`;
    const { pComponent } = await vssCall(control, { call, subject }, () => metadata.GetComponent(index));
    components.push(
      await releaseAfter(written(pComponent, call), (component) => readComponent(control, component)),
    );
  }
  return { components, excludes };
}
