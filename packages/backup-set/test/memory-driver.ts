import {
  type BackupDocument,
  type BackupDriver,
  type BackupFile,
  type DriverControl,
  DsBackupError,
  type FileKind,
  type FileList,
} from '@dsbackup/session';

/** A file that the driver serves. */
export interface MemoryFile {
  readonly path: string;
  readonly list?: FileList;
  readonly kind?: FileKind;
  readonly component?: string;
  readonly bytes?: Uint8Array;
  /** Serves this many bytes of a pattern instead of `bytes`. */
  readonly patternBytes?: number;
  /** Serves zeros after `bytes`, up to this many bytes in all. */
  readonly paddedTo?: number;
  readonly modified?: string;
  readonly attributes?: number;
  readonly attachmentType?: number;
  readonly securityDescriptor?: string;
  readonly reparseTarget?: string;
}

/** What the driver does beside serving its files. */
export interface MemoryDriverOptions {
  readonly files: Iterable<MemoryFile>;
  readonly coverage?: 'directory-database' | 'system-state';
  readonly documents?: readonly BackupDocument[];
  readonly finalDocuments?: readonly BackupDocument[];
  readonly expiryToken?: Uint8Array;
  readonly warnings?: readonly string[];
  /** Called before each driver call with its name and what it is about; may throw. */
  readonly before?: (call: string, path: string) => void | Promise<void>;
}

const pattern = Buffer.alloc(2 * 1024 * 1024, 'dsbackup pattern 0123456789abcdef');

const zeros = new Uint8Array(1024 * 1024);

/** A backend in memory, with the calls that it saw. `others` are streamed from the iterable, so it can be endless. */
export function memoryDriver(options: MemoryDriverOptions): BackupDriver & { readonly calls: string[] } {
  const calls: string[] = [];
  const contents = new WeakMap<BackupFile, MemoryFile>();
  let open: { file: MemoryFile; position: number } | undefined;
  const see = async (call: string, path = '') => {
    if (call !== 'read') calls.push(call);
    await options.before?.(call, path);
  };
  const toBackupFile = (file: MemoryFile): BackupFile => {
    const { bytes: _bytes, patternBytes: _pattern, paddedTo: _padded, ...known } = file;
    const listed = { list: 'others', kind: 'file', component: 'test', ...known } as const;
    contents.set(listed, file);
    return listed;
  };
  const of = (list: FileList) => filter(options.files, list);
  return {
    calls,
    backend: 'memory',
    capabilities: {
      coverage: options.coverage ?? 'system-state',
      others: true,
      truncatesLogs: true,
      survivesFileErrors: true,
      documents: options.documents !== undefined,
      expiryToken: options.expiryToken !== undefined,
    },
    prepare: () => see('prepare'),
    databases: async () => {
      await see('databases');
      return [...of('databases')].map(toBackupFile);
    },
    logs: async () => {
      await see('logs');
      return [...of('logs')].map(toBackupFile);
    },
    async *others() {
      for (const file of of('others')) yield toBackupFile(file);
    },
    open: async (listed) => {
      await see('open', listed.path);
      const file = contents.get(listed);
      if (file === undefined) throw new Error('not a file of this driver');
      open = { file, position: 0 };
      return sizeOf(file);
    },
    read: async (buffer) => {
      if (open === undefined) throw new Error('nothing is open');
      await see('read', open.file.path);
      const piece = slice(open.file, open.position, buffer.length);
      buffer.set(piece);
      open.position += piece.length;
      return piece.length;
    },
    close: async () => {
      await see('close', open?.file.path);
      open = undefined;
    },
    documents: async () => {
      await see('documents');
      return {
        documents: options.documents ?? [],
        ...(options.expiryToken === undefined ? {} : { expiryToken: options.expiryToken }),
      };
    },
    commit: async ({ truncateLogs }) => {
      await see('commit');
      return {
        logsTruncated: truncateLogs,
        documents: options.finalDocuments ?? [],
        warnings: options.warnings ?? [],
      };
    },
    abort: () => see('abort'),
    release: (_control: DriverControl) => see('release'),
  };
}

/** The error of a backend for one file that can't be read. */
export function unreadable(path: string): DsBackupError {
  return new DsBackupError({
    code: 'FILE_UNREADABLE',
    message: `${path} could not be read.`,
    scope: 'file',
  });
}

function* filter(files: Iterable<MemoryFile>, list: FileList): Generator<MemoryFile> {
  for (const file of files) if ((file.list ?? 'others') === list) yield file;
}

function sizeOf(file: MemoryFile): number {
  return file.patternBytes ?? Math.max(file.bytes?.length ?? 0, file.paddedTo ?? 0);
}

function slice(file: MemoryFile, position: number, length: number): Uint8Array {
  const end = Math.min(sizeOf(file), position + length);
  if (file.patternBytes === undefined) return sliceBytes(file.bytes ?? zeros, position, end);
  const start = position % (1024 * 1024);
  return pattern.subarray(start, start + Math.min(end - position, 1024 * 1024));
}

function sliceBytes(bytes: Uint8Array, position: number, end: number): Uint8Array {
  return position < bytes.length ? bytes.subarray(position, end) : zeros.subarray(0, end - position);
}
