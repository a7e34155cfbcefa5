interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
}

const known = ['type', 'const', 'enum', 'pattern', 'minimum', 'items', 'properties', 'required'];
const said = ['additionalProperties', '$schema', 'title'];

/** Where a value breaks a JSON Schema of the few words that ours use, or undefined; another word is an error. */
export function schemaProblem(value: unknown, schema: Schema, at = '$'): string | undefined {
  const strange = Object.keys(schema).find((word) => !known.includes(word) && !said.includes(word));
  if (strange !== undefined) throw new Error(`this test does not know the schema's "${strange}"`);
  if ('const' in schema && value !== schema.const) return `${at} is not ${schema.const}`;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return `${at} is none of ${schema.enum}`;
  if (schema.type !== undefined && ![schema.type].flat().includes(typeOf(value)))
    return `${at} is ${typeOf(value)}`;
  if (typeof value === 'number' && value < (schema.minimum ?? value)) return `${at} is ${value}`;
  if (typeof value === 'string' && !new RegExp(schema.pattern ?? '').test(value))
    return `${at} is "${value}"`;
  if (Array.isArray(value))
    return first(value.map((item, index) => [item, schema.items ?? {}, `${at}[${index}]`]));
  if (typeof value !== 'object' || value === null) return undefined;
  const properties = schema.properties ?? {};
  const missing = schema.required?.find((name) => !(name in value));
  if (missing !== undefined) return `${at} has no ${missing}`;
  const extra = Object.keys(value).find((name) => !(name in properties));
  if (extra !== undefined && schema.additionalProperties === false) return `${at} has a strange ${extra}`;
  return first(Object.entries(value).map(([name, item]) => [item, properties[name] ?? {}, `${at}.${name}`]));
}

function first(parts: readonly (readonly [unknown, Schema, string])[]): string | undefined {
  for (const [value, schema, at] of parts) {
    const problem = schemaProblem(value, schema, at);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
