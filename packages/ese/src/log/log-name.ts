/** What the name of a log says. */
export interface LogName {
  /**
   * `current`: the log being written, whose generation only its header knows; `archived`: a full one;
   * `temporary`: being prepared; `reserve`: room kept for a full disk; `shadow`: a copy of what another server has written so far.
   * The last three are never part of the sequence.
   */
  readonly kind: 'current' | 'archived' | 'temporary' | 'reserve' | 'shadow';
  /** Three letters: `edb` on a domain controller. */
  readonly base: string;
  /** Of an archived one, and of a shadow that names it. */
  readonly generation?: number;
}

/**
 * Reads the name of a log (without folder), or undefined when it is no log's. Case does not matter. Five hexadecimal digits up to 0xFFFFF,
 * eight after it; `.jtx`, `.jrs` and `.jsl` are the newer extensions. Source: `inc/daeconst.hxx` and `logstream.cxx` of microsoft/Extensible-Storage-Engine.
 */
export function parseLogName(name: string): LogName | undefined {
  const lower = name.toLowerCase();
  if (/^res[12]\.log$/.test(lower)) return { kind: 'reserve', base: '' };
  const reserve = /^(...)res[0-9a-f]{5}\.jrs$/.exec(lower)?.[1];
  if (reserve !== undefined) return { kind: 'reserve', base: reserve };
  const [, base, rest, extension] =
    /^([a-z0-9_]{3})([0-9a-f]{5}|[0-9a-f]{8}|tmp|)\.(log|jtx|jsl)$/.exec(lower) ?? [];
  if (base === undefined || rest === undefined) return undefined;
  if (rest === 'tmp') return { kind: 'temporary', base };
  const generation = rest === '' ? {} : { generation: Number.parseInt(rest, 16) };
  if (extension === 'jsl') return { kind: 'shadow', base, ...generation };
  return { kind: rest === '' ? 'current' : 'archived', base, ...generation };
}
