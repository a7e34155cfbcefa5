/**
 * Holds the arrows of the house: what each room may import, tests left out. `runtime` is what its code needs;
 * `types` is what it may name in `import type` alone; `external` are the npm packages.
 */
const rooms = {
  'packages/session': {},
  'packages/win32': { external: ['koffi'] },
  'packages/ntdsbcli': { runtime: ['packages/session', 'packages/win32'] },
  'packages/vss': { runtime: ['packages/session', 'packages/win32'], external: ['saxes'] },
  'packages/ese': {},
  'packages/simulator': { runtime: ['packages/ese'], types: ['packages/ntdsbcli', 'packages/vss'] },
  'packages/contract': { runtime: ['packages/session'] },
  'packages/backup-set': { runtime: ['packages/session', 'packages/ese'], external: ['modern-tar', 'zod'] },
  'packages/dsbackup': {
    runtime: ['packages/session', 'packages/ntdsbcli', 'packages/vss', 'packages/win32'],
  },
  'apps/cli': {
    runtime: ['packages/dsbackup', 'packages/simulator', 'packages/backup-set', 'packages/ese'],
    external: ['commander'],
  },
};

const code = (room) => ({ path: `^${room}/(src|bin)/`, pathNot: '\\.test\\.ts$' });

const arrows = Object.entries(rooms).flatMap(([room, { runtime = [], types = [], external = [] }]) => [
  {
    name: `arrows-of-${room.replace('/', '-')}`,
    comment: `${room} may import ${[...runtime, ...external].join(', ') || 'nothing of ours'}.`,
    severity: 'error',
    from: code(room),
    to: {
      pathNot: [
        `^${room}/`,
        ...runtime.map((other) => `^${other}/`),
        ...types.map((other) => `^${other}/`),
        ...external.map((name) => `node_modules/${name}/`),
      ],
      dependencyTypesNot: ['core'],
    },
  },
  ...types.map((other) => ({
    name: `types-only-from-${room.replace('/', '-')}-to-${other.replace('/', '-')}`,
    comment: `${room} knows ${other} by its types alone.`,
    severity: 'error',
    from: code(room),
    to: { path: `^${other}/`, dependencyTypesNot: ['type-only'] },
  })),
]);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'koffi-only-in-win32',
      comment:
        'Only win32 imports koffi, so that one room knows how it crashes. Doubles and benchmarks are test code.',
      severity: 'error',
      from: { pathNot: '^(packages/win32|doubles|bench)/' },
      to: { path: 'node_modules/koffi/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(packages|apps)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: { path: '^(packages|apps)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@dsbackup/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
