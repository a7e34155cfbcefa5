const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const count = { type: 'integer', minimum: 0 };
const countOrNull = { type: ['integer', 'null'], minimum: 0 };
const yesOrNo = { type: 'boolean' };
const guid = { type: 'string', pattern: '^\\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\}$' };

/** An object that has just these properties, all of them. */
function exactly(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function listOf(items: object): object {
  return { type: 'array', items };
}

function listOrNull(items: object): object {
  return { type: ['array', 'null'], items };
}

const exclude = exactly({ path: text, filespec: text, recursive: yesOrNo, by: text });

const fileSpec = exactly({
  list: { enum: ['databases', 'logs', 'others'] },
  path: text,
  filespec: text,
  recursive: yesOrNo,
  alternateLocation: textOrNull,
  isIn: yesOrNo,
  reason: text,
  volume: textOrNull,
  bytes: countOrNull,
});

const component = exactly({
  key: text,
  type: count,
  logicalPath: textOrNull,
  name: text,
  selectable: yesOrNo,
  flags: count,
  verdict: { enum: ['explicit', 'implicit', 'out'] },
  explicitKey: textOrNull,
  reason: text,
  volumes: listOrNull(text),
  bytes: countOrNull,
  fileSpecCount: count,
  fileSpecs: listOrNull(fileSpec),
});

const writer = exactly({
  instanceId: guid,
  writerId: guid,
  name: text,
  usage: count,
  takesPart: yesOrNo,
  reason: text,
  components: listOrNull(component),
  excludes: listOf(exclude),
});

const volume = exactly({ volume: text, mountPoints: listOf(text), bytes: countOrNull });

/** The JSON Schema (2020-12) of a `PlanDocument`. */
export const planSchema: object = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'The plan of a dsbackup VSS backup',
  ...exactly({
    format: { const: 'dsbackup-vss-plan' },
    version: { const: 1 },
    preset: text,
    backupType: count,
    bootableSystemState: yesOrNo,
    writers: listOf(writer),
    volumes: listOf(volume),
    bytes: countOrNull,
    excludes: listOf(exclude),
    warnings: listOf(text),
  }),
};
