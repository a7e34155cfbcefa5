import { dirname } from 'node:path';

/** The repository's root folder. */
export const projectRoot = dirname(import.meta.dirname);
