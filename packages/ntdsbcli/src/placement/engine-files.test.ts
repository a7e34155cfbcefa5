import { expect, it } from 'vitest';
import { isEngineFile } from './engine-files.js';

it.each([
  ...['NTDS.DIT', 'ntds.jfm', 'edb.log', 'EDB0001F.log', 'edb00000010.log', 'edbtmp.log', 'edb.chk'],
  ...['edbres00001.jrs', 'res1.log', 'RES2.LOG', 'temp.edb', 'ntds.pat'],
])('takes %s for a file of the engine', (name) => {
  expect(isEngineFile(name, ['ntds.dit'])).toBe(true);
});

it.each(['ntds.dit.bak', 'notes.txt', 'setup.log', 'res3.log', 'adamntds.dit', 'edb.txt', 'ntds'])(
  'leaves %s alone',
  (name) => {
    expect(isEngineFile(name, ['ntds.dit'])).toBe(false);
  },
);
