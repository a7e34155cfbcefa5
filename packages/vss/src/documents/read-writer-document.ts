import type { RestoreMethod, WriterDetails } from '../metadata/writer-details.js';
import type { WriterComponent, WriterContents, WriterMetadata } from '../metadata/writer-metadata.js';
import { restoreMethodWords, sourceWords, usageWords, writerRestoreWords } from './document-words.js';
import type { ElementReader } from './element-reader.js';
import { readDocumentComponent, readDocumentFileSpec } from './read-document-component.js';
import { readRoot, type SavedDocument } from './read-root.js';

/** A writer's metadata document. */
export interface WriterDocument {
  /** The same as the binding reads from the live writer. */
  readonly writer: WriterMetadata & { readonly contents: WriterContents };
  readonly details: WriterDetails;
  /** What was in the document and is not known here; at most 101 lines. */
  readonly remarks: readonly string[];
}

/** Every file spec is held against every exclude, so that their numbers bound a plan's time. */
const mostExcludes = 1_000;
const mostPairs = 4_000_000;

const rootChildren = new Set(['IDENTIFICATION', 'RESTORE_METHOD', 'BACKUP_LOCATIONS']);
const locationChildren = new Set(['DATABASE', 'FILE_GROUP', 'EXCLUDE_FILES', 'EXCLUDE_FILES_FROM_SNAPSHOT']);
const methodChildren = new Set(['ALTERNATE_LOCATION_MAPPING']);

/**
 * Reads a writer's metadata document, as `IVssExamineWriterMetadata::SaveAsXML` gave it and a backup keeps it, on
 * any operating system. Microsoft calls the form its own business: this follows published documents of Windows
 * Server 2012 in any order of elements and attributes, takes what is absent as the API would say it, and remarks
 * on what it doesn't know.
 *
 * Time and memory go with the document's size, which is bounded; see `xmlLimits`. Throws a `DsBackupError`
 * `SET_INVALID` for anything that is no such document.
 */
export function readWriterDocument(source: SavedDocument): WriterDocument {
  const { root, remarks } = readRoot(source, {
    element: 'WRITER_METADATA',
    namespace: 'x-schema:#VssWriterMetadataInfo',
  });
  const children = root.children(rootChildren);
  const named = (name: string) => children.filter(({ element }) => element.name === name);
  const [only, another] = named('IDENTIFICATION');
  const identification = only ?? root.fail('has no IDENTIFICATION');
  another?.fail('is the second of its kind');
  const locations = named('BACKUP_LOCATIONS').flatMap((reader) => reader.children(locationChildren));
  const specs = (name: string) => locations.filter(({ element }) => element.name === name);
  const components = readComponents(locations);
  const excludes = bounded(specs('EXCLUDE_FILES')).map(readDocumentFileSpec);
  if (excludes.length * fileSpecCount(components) > mostPairs) {
    root.fail('names more files and excludes than any writer has');
  }
  return {
    writer: {
      instanceId: identification.guid('instanceId'),
      writerId: identification.guid('writerId'),
      name: identification.required('friendlyName'),
      usage: identification.word('usage', usageWords),
      source: identification.word('dataSource', sourceWords),
      contents: { components, excludes },
    },
    details: {
      instanceName: identification.optional('instanceName'),
      version: {
        major: identification.number('majorVersion', 0),
        minor: identification.number('minorVersion', 0),
      },
      backupSchema: root.number('backupSchema', 0),
      restoreMethod: readRestoreMethod(named('RESTORE_METHOD')),
      excludesFromSnapshot: bounded(specs('EXCLUDE_FILES_FROM_SNAPSHOT')).map(readDocumentFileSpec),
    },
    remarks: remarks.list(),
  };
}

function readComponents(locations: readonly ElementReader[]): WriterComponent[] {
  const seen = new Set<string>();
  return locations
    .filter(({ element }) => element.name === 'DATABASE' || element.name === 'FILE_GROUP')
    .map((reader) => {
      const component = readDocumentComponent(reader);
      const path = `${component.logicalPath ?? ''}\\${component.name}`;
      if (seen.has(path)) reader.fail(`names the component ${path.slice(0, 300)} a second time`);
      seen.add(path);
      return component;
    });
}

function readRestoreMethod([reader, another]: readonly ElementReader[]): RestoreMethod | null {
  another?.fail('is the second of its kind');
  if (reader === undefined) return null;
  return {
    method: reader.word('method', restoreMethodWords),
    writerRestore: reader.word('writerRestore', writerRestoreWords),
    rebootRequired: reader.flag('rebootRequired') ?? false,
    service: reader.optional('service'),
    userProcedure: reader.optional('userProcedure'),
    mappings: reader.children(methodChildren).map(readDocumentFileSpec),
  };
}

function fileSpecCount(components: readonly WriterComponent[]): number {
  return components.reduce(
    (count, { databases, logs, files }) => count + databases.length + logs.length + files.length,
    0,
  );
}

function bounded(readers: readonly ElementReader[]): readonly ElementReader[] {
  readers[mostExcludes]?.fail(`is one of more than ${mostExcludes}, which no writer has`);
  return readers;
}
