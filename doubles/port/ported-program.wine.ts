// The TypeScript program of docs/port-from-c.md, with a folder that keeps the backup: see kept-backup.c, which is its twin.
import {
  closeSync,
  copyFileSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createNtdsbcliCompat, hrCodes } from 'dsbackup/ntdsbcli-compat';
import {
  backUpDirectory,
  restoreDirectory,
  type Store,
} from '../../packages/dsbackup/examples/port-from-c.js';

const [mode = '', folder = '', server = '', low = '', high = ''] = process.argv.slice(2);

function keepIn(): Store {
  let file = -1;
  return {
    async saveToken(token) {
      writeFileSync(join(folder, 'token'), token);
    },
    async begin(bft, name, size) {
      const last = name.slice(name.lastIndexOf('\\') + 1);
      console.log(`${bft.toString(16).padStart(2, '0')} ${last} ${size}`);
      file = openSync(join(folder, last), 'w');
    },
    async write(bytes) {
      writeSync(file, bytes);
    },
    async finish() {
      closeSync(file);
    },
  };
}

async function copyInto({
  database,
  logs,
}: {
  readonly database: string;
  readonly logs: string;
}): Promise<number> {
  for (const name of readdirSync(folder)) {
    if (name === 'token') continue;
    copyFileSync(join(folder, name), name.endsWith('.log') ? `${logs}\\${name}` : database);
  }
  return hrCodes.hrNone;
}

const ds = createNtdsbcliCompat({ onFailure: (error) => console.error(error.message) });
const hr =
  mode === 'backup'
    ? await backUpDirectory(ds, server, keepIn())
    : await restoreDirectory(ds, server, {
        token: readFileSync(join(folder, 'token')),
        database: 'C:\\Windows\\NTDS\\ntds.dit',
        genLow: Number(low),
        genHigh: Number(high),
        copyInto,
      });
console.log(`0x${hr.toString(16).toUpperCase().padStart(8, '0')}`);
process.exitCode = hr === hrCodes.hrNone ? 0 : 1;
