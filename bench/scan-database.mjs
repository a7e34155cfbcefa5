// Checks every page of a database in a process of its own, for bench/ese.mjs. Usage: node bench/scan-database.mjs FILE
import { scanDatabase } from '@dsbackup/ese';

const { ok, pages } = await scanDatabase(process.argv[2]);
if (!ok || pages === 0) throw new Error('The database is damaged');
