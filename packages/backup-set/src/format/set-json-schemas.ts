import { z } from 'zod';
import { setLineSchema } from './file-line.js';
import { manifestSchema } from './manifest.js';

const about = {
  manifest: 'manifest.json of a dsbackup set, version 1',
  fileLine: 'A line of files.ndjson of a dsbackup set, version 1',
};

/**
 * The format as JSON Schema (draft 2020-12), made from the very schemas that reading uses; published as
 * `@dsbackup/backup-set/schemas/…`. Rules that no schema can say are left out: safe places, one fate for each file.
 */
export function setJsonSchemas(): { readonly manifest: object; readonly fileLine: object } {
  return {
    manifest: { title: about.manifest, ...z.toJSONSchema(manifestSchema) },
    fileLine: { title: about.fileLine, ...z.toJSONSchema(setLineSchema) },
  };
}
