import { describe, expect, it } from 'vitest';
import { customPreset } from '../src/index.js';
import { backUp, rejectionOf } from './back-up.js';
import { domainController } from './domain-controller.js';

describe('a backup of what was chosen', () => {
  it('holds the files of the chosen components and no others, and says so to Windows', async () => {
    const machine = domainController();
    const preset = customPreset({ include: [{ writer: 'Registry Writer', component: 'Registry' }] });
    const { read, receipt } = await backUp(machine, { preset });
    expect([...read.keys()].every((path) => path.includes('\\config\\'))).toBe(true);
    expect([...machine.succeeded.values()]).toEqual([true]);
    expect(receipt.warnings).toEqual([]);
    const writers = receipt.documents.find(({ name }) => name === 'writers.json');
    expect(JSON.parse(new TextDecoder().decode(writers?.bytes))).toMatchObject({
      preset: 'custom',
      backupState: { backupType: 5, bootableSystemState: false },
    });
  });

  it('leaves out what the registry says, on the volumes that are backed up', async () => {
    const filesNotToBackup = [{ name: 'Example', patterns: ['\\Windows\\system32\\config\\sam'] }];
    const { read } = await backUp(domainController(), { facts: { filesNotToBackup } });
    expect([...read.keys()]).toContain('C:\\Windows\\system32\\config\\SYSTEM');
    expect([...read.keys()]).not.toContain('C:\\Windows\\system32\\config\\SAM');
  });

  it('is refused, and nothing is left behind, where the machine has no such preset', async () => {
    const machine = domainController();
    const error = await rejectionOf(backUp(machine, { preset: 'ad-lds' }));
    expect(error.code).toBe('WRITER_MISSING');
    expect(machine.objects.live).toBe(0);
  });
});
