/**
 * What only Windows can answer, asked of a real one or of Wine. It runs inside one process under Windows' Node, with
 * node:test alone, and holds for every version that Wine can be set to.
 */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import koffi from 'koffi';
import {
  createAdvapi32,
  createBstrCalls,
  createKernel32,
  createNtdll,
  createOle32,
  createUnknown,
  enablePrivileges,
  expandEnvironmentStrings,
  fileAttribute,
  loadSystem32Library,
  outPointer,
  protectFolder,
  readComputerName,
  readFileAttributes,
  readOsVersion,
  readProcessBitness,
  readSecurityDescriptor,
  readSystemDirectory,
  readVolumeName,
  readVolumePath,
  readWindowsDirectory,
  setComSecurity,
  startCom,
  systemErrorText,
  Win32Error,
} from '../../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'dsbackup-win32-'));
const load = loadSystem32Library;
const kernel32 = await createKernel32(load);
const advapi32 = await createAdvapi32(load);
const kernelLibrary = await load('kernel32.dll');
const systemDirectory = readSystemDirectory(kernel32);

const isWine = (await load('ntdll.dll')).find('wine_get_version', 'pointer', []) !== undefined;

const failure = (status: number) => (error: unknown) => Win32Error.is(error) && error.status === status;

after(() => {
  // A DLL that this process loaded from there can't be deleted while it runs.
  rmSync(folder, { recursive: true, force: true, maxRetries: 0 });
});

describe('loading', () => {
  it('binds an export of a DLL in System32, and loads each DLL once', async () => {
    const version = await load('version.dll');
    assert.equal(version, await load('VERSION.DLL'));
    const size = version.defineWithLastError('GetFileVersionInfoSizeW', 'uint32', ['wide-string', 'memory']);
    assert.ok(size(join(systemDirectory, 'kernel32.dll'), new Uint8Array(4)).value > 0);
  });

  it('does not load a DLL that lies in the working directory, which a plain load takes', async () => {
    const before = process.cwd();
    const planted = 'dsbackup-planted.dll';
    copyFileSync(join(systemDirectory, 'version.dll'), join(folder, planted));
    process.chdir(folder);
    try {
      await assert.rejects(load(planted), failure(126));
      assert.doesNotThrow(() => koffi.load(planted).unload(), 'the planted DLL is one that could be loaded');
    } finally {
      process.chdir(before);
    }
  });

  it('says 126 for a missing DLL and 127 for a missing export', async () => {
    await assert.rejects(load('dsbackup-missing.dll'), failure(126));
    assert.throws(() => kernelLibrary.define('DsbackupMissing', 'void', []), failure(127));
    const advapi = await load('advapi32.dll');
    assert.throws(() => advapi.define('DsbackupMissing', 'void', []), failure(127));
    assert.equal(advapi.find('DsbackupMissing', 'void', []), undefined);
  });

  it('knows LOAD_LIBRARY_SEARCH_SYSTEM32 and the absolute path alike', async () => {
    const LoadLibraryExW = kernelLibrary.defineWithLastError('LoadLibraryExW', 'pointer', [
      'wide-string',
      'pointer',
      'uint32',
    ]);
    const bare = LoadLibraryExW('version.dll', null, 0x800);
    const absolute = LoadLibraryExW(`${systemDirectory}\\version.dll`, null, 0x8);
    assert.notEqual(bare.value, null);
    assert.equal(bare.value, absolute.value);
  });

  it('gives the last error of an asynchronous call', async () => {
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        index % 2 === 0
          ? kernel32.GetFileAttributesW.async(join(folder, 'missing'))
          : kernel32.GetFileAttributesW.async(join(folder, 'missing', 'deeper')),
      ),
    );
    assert.deepEqual(
      answers.map(({ lastError }) => lastError),
      Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? 2 : 3)),
    );
  });
});

describe('the system', () => {
  it('tells its version as Node does', async () => {
    const { major, minor, build, role } = readOsVersion(await createNtdll(load));
    assert.equal(`${major}.${minor}.${build}`, release());
    assert.match(role, /^(workstation|domain-controller|server)$/);
  });

  it('is as wide as this process', () => {
    assert.deepEqual(readProcessBitness(kernel32), { process: 64, windows: 64 });
  });

  it('tells its name', () => {
    const name = readComputerName(kernel32);
    assert.equal(name.toLowerCase(), hostname().slice(0, 15).toLowerCase());
  });

  it('expands environment variables, longer than the first buffer too, and leaves unknown names', () => {
    const windows = readWindowsDirectory(kernel32);
    assert.match(windows, /^[A-Z]:\\/i);
    assert.equal(
      expandEnvironmentStrings(kernel32, '%SystemRoot%\\NTDS').toLowerCase(),
      `${windows}\\NTDS`.toLowerCase(),
    );
    assert.equal(expandEnvironmentStrings(kernel32, '%DSBACKUP_UNSET%\\ü😀'), '%DSBACKUP_UNSET%\\ü😀');
    assert.equal(expandEnvironmentStrings(kernel32, ''), '');
    for (const length of [258, 259, 260, 261, 1000]) {
      assert.equal(expandEnvironmentStrings(kernel32, 'x'.repeat(length)).length, length);
    }
  });

  it('has a text for ERROR_ACCESS_DENIED, and none for a number nobody gave', () => {
    assert.match(systemErrorText(kernel32, 5) ?? '', /\w/);
    assert.equal(systemErrorText(kernel32, 0x2fffffff), undefined);
  });
});

describe('volumes and files', () => {
  it('finds the mount point of a path and the name of its volume', () => {
    const mountPoint = readVolumePath(kernel32, join(systemDirectory, 'kernel32.dll'));
    assert.match(mountPoint, /^[A-Z]:\\$/i);
    assert.match(readVolumeName(kernel32, mountPoint), /^\\\\\?\\Volume\{[0-9a-f-]{36}\}\\$/i);
    assert.throws(() => readVolumeName(kernel32, 'Q:\\nowhere\\'), Win32Error.is);
  });

  it('tells folders, files and what is not there apart', async () => {
    const file = join(folder, 'ünïcödé 😀.txt');
    writeFileSync(file, 'x');
    const isDirectory = async (path: string) =>
      ((await readFileAttributes(kernel32, path)).attributes & fileAttribute.FILE_ATTRIBUTE_DIRECTORY) !== 0;
    assert.equal(await isDirectory(folder), true);
    assert.equal(await isDirectory(file), false);
    assert.equal((await readFileAttributes(kernel32, file)).reparseTag, undefined);
    await assert.rejects(readFileAttributes(kernel32, join(folder, 'missing')), failure(2));
  });

  it('tells a junction by its tag, without following it', async (test) => {
    const junction = join(folder, 'junction');
    try {
      symlinkSync(join(folder, 'nowhere'), junction, 'junction');
    } catch {
      return test.skip('this system makes no junctions (Wine 8 does not)');
    }
    assert.equal((await readFileAttributes(kernel32, junction)).reparseTag, 0xa0000003);
  });
});

describe('security', () => {
  it('enables the backup and restore privileges, or says that they are missing', () => {
    const wanted = ['SeBackupPrivilege', 'SeRestorePrivilege'] as const;
    const { enabled, missing } = enablePrivileges(kernel32, advapi32, wanted);
    assert.deepEqual([...enabled, ...missing].sort(), [...wanted]);
  });

  it('tells a privilege that does not exist from one that is missing', () => {
    const unknown = 'SeDsbackupPrivilege' as 'SeBackupPrivilege';
    assert.throws(() => enablePrivileges(kernel32, advapi32, [unknown]), failure(1313));
  });

  it('reads owner, group and access list as SDDL', async () => {
    const sddl = await readSecurityDescriptor(kernel32, advapi32, systemDirectory);
    assert.match(sddl, /^O:[\w-]+G:[\w-]+D:/);
    await assert.rejects(
      readSecurityDescriptor(kernel32, advapi32, join(folder, 'missing')),
      (error) => Win32Error.is(error) && error.status === 2 && error.call === 'CreateFileW',
    );
  });

  it('closes a folder to others', async (test) => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    await protectFolder(kernel32, advapi32, closed);
    writeFileSync(join(closed, 'still writable'), 'x');
    await assert.rejects(protectFolder(kernel32, advapi32, join(folder, 'missing')), failure(2));
    if (isWine) return test.skip('Wine 8 leaves PROTECTED_DACL_SECURITY_INFORMATION out of account');
    const sddl = await readSecurityDescriptor(kernel32, advapi32, closed);
    assert.match(sddl, /D:PA?I?\(A;OICI;FA;;;SY\)/);
    assert.doesNotMatch(sddl, /;;;(WD|BU|AU)\)/, `everybody is still let in: ${sddl}`);
  });
});

describe('COM', () => {
  it('makes BSTRs that hold NULs', async () => {
    const bstrs = await createBstrCalls(load);
    assert.equal(bstrs.take(bstrs.allocate('a\0ü😀')), 'a\0ü😀');
    assert.equal(bstrs.take(bstrs.allocate('')), '');
    assert.equal(bstrs.read(null), '');
  });

  it('starts once for the process, and takes its security once', async () => {
    const ole32 = await createOle32(load);
    const windows = readOsVersion(await createNtdll(load));
    assert.equal(startCom(ole32), ole32.CoIncrementMTAUsage === undefined ? 'initialize-ex' : 'mta-usage');
    assert.equal(startCom(await createOle32(load)), startCom(ole32));
    assert.deepEqual(setComSecurity(ole32, windows, 'require'), { outcome: 'initialized' });
    assert.deepEqual(setComSecurity(await createOle32(load), windows), { outcome: 'initialized' });
  });

  it('starts by CoInitializeEx, too', async () => {
    const CoInitializeEx = (await load('ole32.dll')).define('CoInitializeEx', 'hresult', [
      'pointer',
      'uint32',
    ]);
    assert.ok([0, 1].includes(CoInitializeEx(null, 0)));
  });

  it('calls a real object of the system through its table, from any thread', async () => {
    const ole32 = await load('ole32.dll');
    const CreateStreamOnHGlobal = ole32.define('CreateStreamOnHGlobal', 'hresult', [
      'pointer',
      'BOOL',
      'memory',
    ]);
    const out = outPointer();
    assert.equal(CreateStreamOnHGlobal(null, true, out.memory), 0);
    const stream = out.read();
    assert.ok(stream !== null);
    const unknown = createUnknown(ole32.memory);
    assert.equal(unknown.addRef(stream), 2);
    assert.equal(await unknown.releaseAsync(stream), 1);
    assert.equal(unknown.queryInterface(stream, '{00000000-0000-0000-C000-000000000046}'), stream);
    assert.equal(unknown.release(stream), 1);
    assert.equal(unknown.queryInterface(stream, '{507C37B4-CF5B-4e95-B0AF-14EB9767467E}'), null);
    assert.equal(unknown.release(stream), 0);
  });
});
