import { constants } from 'node:os';
import type { ShadowEntry, ShadowFile, ShadowFileSystem } from '../src/native/index.js';
import type { ScriptedObjects } from './scripted-objects.js';

/** What lies at a path: bytes, a folder, or a reparse point. */
export type ScriptedNode =
  | { readonly bytes: Uint8Array }
  | { readonly folder: true }
  | { readonly target: string };

const moment = '2026-11-22T08:00:00.000Z';

/** An error as Node makes them. */
export function errnoError(code: string, path: string): Error {
  const errno = -(Object.entries(constants.errno).find(([name]) => name === code)?.[1] ?? 0);
  return Object.assign(new Error(`${code}: ${path}`), { code, errno });
}

/** Shadow copies in memory: full device paths, without case. Folders on the way to a node are made by themselves. */
export class ScriptedFiles implements ShadowFileSystem {
  readonly #objects: ScriptedObjects;
  readonly #nodes = new Map<string, { readonly name: string; readonly node: ScriptedNode }>();
  readonly #children = new Map<string, Set<string>>();
  /** Devices that went away: nothing in them can be reached. */
  readonly lost = new Set<string>();

  constructor(objects: ScriptedObjects) {
    this.#objects = objects;
  }

  add(path: string, node: ScriptedNode): void {
    const key = keyOf(path);
    if (this.#nodes.has(key)) return;
    const cut = path.lastIndexOf('\\');
    this.#nodes.set(key, { name: path.slice(cut + 1), node });
    if (path.slice(0, cut) === '\\\\?\\GLOBALROOT\\Device') return;
    this.add(path.slice(0, cut), { folder: true });
    const parent = keyOf(path.slice(0, cut));
    this.#children.set(parent, (this.#children.get(parent) ?? new Set()).add(key));
  }

  async stat(path: string): Promise<ShadowEntry> {
    this.#enter('ShadowFileSystem::stat', path);
    return this.#entry(keyOf(path), path);
  }

  async *list(path: string): AsyncIterable<ShadowEntry> {
    this.#enter('ShadowFileSystem::list', path);
    const entry = this.#entry(keyOf(path), path);
    if (entry.kind !== 'directory') throw errnoError('ENOTDIR', path);
    this.#objects.take();
    try {
      for (const child of this.#children.get(keyOf(path)) ?? []) yield this.#entry(child, child);
    } finally {
      this.#objects.giveBack();
    }
  }

  async open(path: string): Promise<ShadowFile> {
    this.#enter('ShadowFileSystem::open', path);
    const entry = this.#entry(keyOf(path), path);
    if (entry.kind === 'reparse-point') throw errnoError('ELOOP', path);
    const node = this.#nodes.get(keyOf(path))?.node;
    if (node === undefined || !('bytes' in node)) throw errnoError('EISDIR', path);
    const { bytes } = node;
    let at = 0;
    this.#objects.take();
    return {
      size: bytes.length,
      read: async (buffer) => {
        this.#enter('ShadowFile::read', path);
        const chunk = bytes.subarray(at, at + buffer.length);
        buffer.set(chunk);
        at += chunk.length;
        return chunk.length;
      },
      close: async () => {
        this.#objects.giveBack();
        const status = this.#objects.enter('ShadowFile::close');
        if (typeof status === 'string') throw errnoError(status, path);
      },
    };
  }

  #enter(call: string, path: string): void {
    const status = this.#objects.enter(call);
    if (typeof status === 'string') throw errnoError(status, path);
    for (const device of this.lost)
      if (keyOf(path).startsWith(keyOf(device))) throw errnoError('ENOENT', path);
  }

  #entry(key: string, path: string): ShadowEntry {
    const found = this.#nodes.get(key);
    if (found === undefined) throw errnoError('ENOENT', path);
    const { name, node } = found;
    const common = { name, created: moment, modified: moment, securityDescriptor: 'O:BAG:SY' };
    if ('bytes' in node) return { ...common, kind: 'file', size: node.bytes.length, attributes: 0x20 };
    if ('folder' in node) return { ...common, kind: 'directory', size: 0, attributes: 0x10 };
    return { ...common, kind: 'reparse-point', size: 0, attributes: 0x410, reparseTarget: node.target };
  }
}

function keyOf(path: string): string {
  return path.replace(/\\$/, '').toUpperCase();
}
