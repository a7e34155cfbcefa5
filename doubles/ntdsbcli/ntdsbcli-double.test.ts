import { describeBackupSession } from '@dsbackup/contract';
import type { ErrorCode } from '@dsbackup/session';
import { describe, expect, it } from 'vitest';
import { backUp, differences } from './backup-scene.js';
import { describeLinuxDouble } from './describe-linux-double.js';
import { failureOf } from './failure-of.js';
import type { NtdsbcliDoubleOptions } from './ntdsbcli-double.js';
import { ntdsbcliDoubleHarness } from './ntdsbcli-double-harness.js';

await describeLinuxDouble((given) => {
  const create = () => ntdsbcliDoubleHarness(given.loadLibrary)();
  describeBackupSession('ntdsbcli over the double', create, { describe, it });

  describe('Whatever form the DLL answers in', () => {
    const forms: readonly (readonly [string, Partial<NtdsbcliDoubleOptions>])[] = [
      ['in the documented form', {}],
      ['with short reads', { 'short-reads': 70_000 }],
      ['with the end as a wrapped code', { 'eof-form': 1 }],
      ['with the end as success without bytes', { 'eof-form': 2 }],
      ['with the end together with the last bytes', { 'eof-form': 3 }],
      ['with lists without their last NUL', { 'list-form': 1 }],
      ['with wrapped Win32 codes', { 'wrap-win32': 1 }],
    ];

    it.each(forms)('brings back every byte %s', async (_name, options) => {
      given.double.setOptions(options);
      const backup = await backUp(given, true);
      expect(differences(given, backup)).toEqual([]);
      expect(backup.receipt).toMatchObject({ logsTruncated: true, warnings: [] });
      expect(backup.receipt.expiryToken).toHaveLength(24);
      expect(given.double.live()).toBe(0);
    });

    it('names a file whose announced size was not what it gave', async () => {
      given.double.setOption('size-delta', 8192);
      const { receipt } = await backUp(given);
      expect(receipt.warnings).toHaveLength(given.tree.expected.length);
      expect(receipt.warnings[0]).toMatch(/announced with \d+ bytes and gave \d+/);
    });

    const wrong: readonly (readonly [string, Partial<NtdsbcliDoubleOptions>, ErrorCode])[] = [
      ['the directory is offline', { offline: 1 }, 'DIRECTORY_OFFLINE'],
      ['no answer came to whether it is online', { unwritten: 1 }, 'NATIVE_FAILURE'],
      ['no expiry token came', { unwritten: 2 }, 'NATIVE_FAILURE'],
      ['no context came', { unwritten: 4 }, 'NATIVE_FAILURE'],
      ['no list came', { unwritten: 8 }, 'SOURCE_MISSING'],
      ['a list came without its size', { unwritten: 64 }, 'NATIVE_FAILURE'],
      ['no size came', { unwritten: 16 }, 'NATIVE_FAILURE'],
      ['no count of bytes came', { unwritten: 32 }, 'NATIVE_FAILURE'],
      ['a list was cut inside a name', { 'list-form': 2 }, 'NATIVE_FAILURE'],
      ['a list is a byte short', { 'list-form': 3 }, 'NATIVE_FAILURE'],
      ['a list has an entry without a name', { 'list-form': 4 }, 'NATIVE_FAILURE'],
      ['a read claims more than the buffer has', { 'overlong-read': 1 }, 'NATIVE_FAILURE'],
    ];

    it.each(wrong)('gives up and gives everything back when %s', async (_name, options, code) => {
      given.double.setOptions(options);
      const failure = await failureOf(backUp(given));
      expect(failure.code).toBe(code);
      expect(given.double.live()).toBe(0);
    });

    it('refuses the name of another computer as the DLL does', async () => {
      given.double.setServer('OTHER');
      const failure = await failureOf(backUp(given));
      expect(failure.code).toBe('SERVER_UNAVAILABLE');
      expect(failure.native).toMatchObject({
        status: 1702,
        symbol: 'RPC_S_INVALID_BINDING',
        domain: 'win32',
      });
    });
  });
});
