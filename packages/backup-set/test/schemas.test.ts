import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setJsonSchemas } from '../src/index.js';

const folder = join(import.meta.dirname, '..', 'schemas');
const files = { 'manifest.schema.json': 'manifest', 'file-line.schema.json': 'fileLine' } as const;

describe('the published JSON Schemas', () => {
  it.each(Object.entries(files))('%s is what the code reads by', (file, key) => {
    const schema = setJsonSchemas()[key];
    const path = join(folder, file);
    if (process.env.DSBACKUP_WRITE_SCHEMAS === '1') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, `${JSON.stringify(schema, undefined, 2)}\n`);
    }
    const hint =
      'write it anew: DSBACKUP_WRITE_SCHEMAS=1 npx vitest run packages/backup-set, then biome check --write';
    expect(JSON.parse(readFileSync(path, 'utf8')), hint).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});
