import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { planBackup } from '../src/documents/plan/plan-backup.js';
import { readWriterDocument } from '../src/documents/read-writer-document.js';
import { customPreset } from '../src/select/custom-preset.js';
import { ntdsDocument, systemWriterDocument, wmiDocument } from './saved-documents.js';

const mebibyte = 1024 * 1024;

/** Runs the garbage collector, so that only what is really held is counted. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

describe('documents as long as those of a real machine', () => {
  const documents = [systemWriterDocument(), ntdsDocument, wmiDocument].map((text) => Buffer.from(text));
  const preset = customPreset({
    include: ['System Writer', 'NTDS', 'WMI Writer'].map((writer) => ({ writer })),
  });

  it('are read and planned in less than 150 MiB more, and held in much less', () => {
    collectGarbage();
    const { rss, heapUsed } = process.memoryUsage();
    const writers = documents.map((content) => readWriterDocument({ name: 'saved.xml', content }).writer);
    const plan = planBackup(writers, preset, { variables: { SystemRoot: 'C:\\Windows' } });
    expect(process.memoryUsage().rss - rss).toBeLessThan(150 * mebibyte);
    collectGarbage();
    expect(process.memoryUsage().heapUsed - heapUsed).toBeLessThan(40 * mebibyte);
    expect(plan.writers.map(({ takesPart }) => takesPart)).toEqual([true, true, true]);
  });
});
