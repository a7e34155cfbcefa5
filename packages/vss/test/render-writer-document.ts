import type { WriterDetails } from '../src/metadata/writer-details.js';
import type {
  FileSpec,
  WriterComponent,
  WriterContents,
  WriterMetadata,
} from '../src/metadata/writer-metadata.js';

/** The forms in which one document may be written: published ones differ in all of them. */
export interface DocumentForm {
  readonly bracedGuids: boolean;
  readonly capitalGuids: boolean;
  readonly attributesReversed: boolean;
  readonly restoreMethodLast: boolean;
  /** Attributes that say what their absence says are left out. */
  readonly terse: boolean;
  readonly indent: string;
}

type Attributes = readonly (readonly [name: string, value: string | null, absent?: string])[];

const usages = ['UNDEFINED', 'BOOTABLE_SYSTEM_STATE', 'SYSTEM_SERVICE', 'USER_DATA', 'OTHER'];
const sources = ['UNDEFINED', 'TRANSACTION_DB', 'NONTRANSACTION_DB', 'OTHER'];

/** Writes a writer's document, for reading it back. */
export function renderWriterDocument(
  { writer, details }: { writer: WriterMetadata & { contents: WriterContents }; details: WriterDetails },
  form: DocumentForm,
): string {
  const element = (name: string, attributes: Attributes, children: readonly string[] = []) => {
    const shown = attributes.flatMap(([key, value, absent]) =>
      value === null || (form.terse && value === absent) ? [] : [` ${key}="${escaped(value)}"`],
    );
    const tag = `${name}${(form.attributesReversed ? shown.reverse() : shown).join('')}`;
    const inside = children.map((child) => `${form.indent}${child}`).join('');
    return children.length === 0 ? `<${tag}/>` : `<${tag}>${inside}${form.indent}</${name}>`;
  };
  const guid = (id: string) => {
    const bare = form.bracedGuids ? id : id.slice(1, -1);
    return form.capitalGuids ? bare.toUpperCase() : bare;
  };
  const files = (name: string, specs: readonly FileSpec[]) =>
    specs.map((spec) => element(name, fileAttributes(spec)));
  const component = (of: WriterComponent) =>
    element(of.type === 1 ? 'DATABASE' : 'FILE_GROUP', componentAttributes(of), [
      ...files('FILE_LIST', of.files),
      ...files('DATABASE_FILES', of.databases),
      ...files('DATABASE_LOGFILES', of.logs),
      ...Array.from({ length: of.dependencies }, () => element('DEPENDENCY', [])),
    ]);
  const { contents } = writer;
  const identification = element('IDENTIFICATION', [
    ['writerId', guid(writer.writerId)],
    ['instanceId', guid(writer.instanceId)],
    ['instanceName', details.instanceName],
    ['friendlyName', writer.name],
    ['usage', usages[writer.usage] ?? null, 'UNDEFINED'],
    ['dataSource', sources[writer.source] ?? null, 'UNDEFINED'],
    ['majorVersion', String(details.version.major), '0'],
    ['minorVersion', String(details.version.minor), '0'],
  ]);
  const locations = element(
    'BACKUP_LOCATIONS',
    [],
    [
      ...contents.components.map(component),
      ...files('EXCLUDE_FILES', contents.excludes),
      ...files('EXCLUDE_FILES_FROM_SNAPSHOT', details.excludesFromSnapshot),
    ],
  );
  const restore = restoreMethod(details, (attributes, mappings) =>
    element('RESTORE_METHOD', attributes, files('ALTERNATE_LOCATION_MAPPING', mappings)),
  );
  const parts = form.restoreMethodLast
    ? [identification, locations, ...restore]
    : [identification, ...restore, locations];
  return element(
    'WRITER_METADATA',
    [
      ['xmlns', 'x-schema:#VssWriterMetadataInfo'],
      ['version', '1.2'],
      ['backupSchema', String(details.backupSchema), '0'],
    ],
    parts,
  );
}

function restoreMethod(
  { restoreMethod: method }: WriterDetails,
  make: (attributes: Attributes, mappings: readonly FileSpec[]) => string,
): string[] {
  if (method === null) return [];
  const methods = ['RESTORE_IF_CAN_BE_REPLACED', 'REPLACE_AT_REBOOT', 'REPLACE_AT_REBOOT_IF_CANNOT_REPLACE'];
  const attributes: Attributes = [
    ['method', methods[[2, 5, 6].indexOf(method.method)] ?? null],
    [
      'writerRestore',
      ['undefined', 'never', 'ifReplaceFails', 'always'][method.writerRestore] ?? null,
      'undefined',
    ],
    ['rebootRequired', method.rebootRequired ? 'yes' : 'no', 'no'],
    ['service', method.service],
    ['userProcedure', method.userProcedure],
  ];
  return [make(attributes, method.mappings)];
}

function componentAttributes(component: WriterComponent): Attributes {
  const flag = (name: string, value: boolean) => [name, value ? 'yes' : 'no', 'no'] as const;
  return [
    ['logicalPath', component.logicalPath],
    ['componentName', component.name],
    ['caption', component.caption],
    flag('restoreMetadata', component.restoreMetadata),
    flag('notifyOnBackupComplete', component.notifyOnBackupComplete),
    flag('selectable', component.selectable),
    flag('selectableForRestore', component.selectableForRestore),
    ['componentFlags', String(component.flags), '0'],
  ];
}

function fileAttributes({
  path,
  filespec,
  recursive,
  alternateLocation,
  backupTypeMask,
}: FileSpec): Attributes {
  return [
    ['path', path],
    ['filespec', filespec],
    ['recursive', recursive ? 'yes' : 'no', 'no'],
    ['alternatePath', alternateLocation],
    ['filespecBackupType', String(backupTypeMask), '3855'],
  ];
}

function escaped(value: string): string {
  return value.replace(/[&<"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
