import * as native from '@dsbackup/ntdsbcli/native';
import { beforeAll, describe, expect, it } from 'vitest';
import { findMingwHeaders } from '../ntdsbcli/build.js';
import { describeRing } from '../ring.js';
import { expectedFacts } from './expected-facts.js';
import { assembledFacts, type HeaderFacts, runFacts } from './header-facts.js';
import { type HeaderTarget, linuxTarget, windows32Target, windowsTarget } from './header-target.js';
import { importLibrarySymbols } from './import-library.js';
import { type Header, readHeader } from './read-header.js';
import { recordCalls } from './recorded-calls.js';
import { stackBytes } from './stack-bytes.js';

const headers = await findMingwHeaders();
const ring = {
  name: "The binding beside mingw-w64's ntdsbcli.h and ntdsbmsg.h",
  needs: [
    { command: 'gcc', debian: 'gcc libc6-dev' },
    { command: 'x86_64-w64-mingw32-gcc', debian: 'mingw-w64' },
    { command: 'i686-w64-mingw32-gcc', debian: 'mingw-w64' },
  ],
};

const { hrCodes, ntdsbcliSignatures: signatures, ...exported } = native;
const constants = new Map<string, number>([
  ...Object.entries(exported).flatMap(([name, value]): [string, number][] =>
    typeof value === 'number' ? [[name, value]] : [],
  ),
  ...Object.entries(hrCodes),
]);

/** Parts of a status and no values of their own: nothing takes or gives them, so the binding has no use for them. */
const unbound = [
  'FACILITY_BACKUP',
  'FACILITY_NTDSB',
  'FACILITY_SYSTEM',
  'STATUS_SEVERITY_ERROR',
  'STATUS_SEVERITY_INFORMATIONAL',
  'STATUS_SEVERITY_SUCCESS',
  'STATUS_SEVERITY_WARNING',
];

type FactsOf = (target: HeaderTarget, header: Header) => Promise<HeaderFacts>;

const targets: readonly { name: string; target: HeaderTarget; factsOf: FactsOf }[] = [
  { name: 'gcc, in a program that was run', target: linuxTarget(headers ?? ''), factsOf: runFacts },
  { name: 'mingw-w64 for 64-bit Windows', target: windowsTarget, factsOf: assembledFacts },
  { name: 'mingw-w64 for 32-bit Windows', target: windows32Target, factsOf: assembledFacts },
];

describeRing(ring, () => {
  describe.each(targets)('By $name', ({ target, factsOf }) => {
    let header: Header;
    let facts: HeaderFacts;

    beforeAll(async () => {
      header = await readHeader(target);
      facts = await factsOf(target, header);
    });

    it('has every constant of the header and no other', () => {
      expect([...constants.keys(), ...unbound].sort()).toEqual([...header.constants].sort());
      expect(header.constants.filter((name) => name.startsWith('hr'))).toHaveLength(187);
    });

    it('gives every constant the value that the compiler gives it', () => {
      const wrong = [...constants].filter(([name, value]) => facts.get(name) !== value);
      expect(wrong).toEqual([]);
    });

    it('has every text that the RPC interfaces are named by', () => {
      const wide = [...header.texts].filter(([name]) => name.startsWith('g_wsz'));
      expect(Object.entries(exported).filter(([, value]) => typeof value === 'string')).toEqual(wide);
      expect(wide).toHaveLength(2);
    });

    it('knows every function of the header in its W form and no other', () => {
      const names = header.functions.map(({ name }) => name);
      const wide = names.filter((name) => !names.includes(`${name.slice(0, -1)}W`) || !name.endsWith('A'));
      expect(Object.keys(signatures)).toEqual(wide);
      expect(names).toHaveLength(27);
      expect(wide).toHaveLength(17);
    });

    it('passes every argument in the width and the kind that its type has', () => {
      for (const fact of expectedFacts(signatures, target.pointerSize)) {
        expect([fact.name, facts.get(fact.name)], fact.why).toEqual([fact.name, fact.value]);
      }
    });

    it('lays EDB_RSTMAPW out as the compiler does', () => {
      const { size, ...offsets } = native.layoutOfEDB_RSTMAPW(target.pointerSize);
      expect(facts.get('EDB_RSTMAPW/size')).toBe(size);
      expect(facts.get('EDB_RSTMAPA/size')).toBe(size);
      const struct = header.structs.find(({ name }) => name === 'EDB_RSTMAPW');
      expect(Object.keys(offsets)).toEqual(struct?.members);
      for (const [member, offset] of Object.entries(offsets)) {
        expect(facts.get(`EDB_RSTMAPW/${member}`), member).toBe(offset);
      }
    });

    it.skipIf(target.compiler === 'gcc')('calls every function by __stdcall', () => {
      expect(header.functions.filter(({ stdcall }) => !stdcall)).toEqual([]);
    });
  });

  it('hands every out-parameter as many bytes as it points to', async () => {
    const target = windowsTarget;
    const facts = await assembledFacts(target, await readHeader(target));
    const calls = await recordCalls();
    expect(calls.map(({ name }) => name).sort()).toEqual(Object.keys(signatures).sort());
    expect(calls.flatMap(({ outs }) => outs)).toHaveLength(13);
    for (const { name, outs } of calls) {
      for (const [index, bytes] of outs) {
        expect(bytes, `${name}, argument ${index + 1}`).toBe(facts.get(`${name}/${index}/pointee`));
      }
    }
  });

  it('puts as many bytes on the stack of a 32-bit process as the decorated names say', async () => {
    const decorated = await stackBytes(await readHeader(windows32Target));
    expect(decorated.get('DsBackupPrepareW')).toBe(24);
    expect(decorated).toHaveLength(27);
    for (const [name, { parameters }] of Object.entries(signatures)) {
      // Pointers, BOOL and numbers of 32 bits: whatever these functions take is four bytes there.
      expect(decorated.get(name), name).toBe(4 * parameters.length);
    }
  });

  it('knows the exports of the import library, and the one that no header declares', async () => {
    const header = await readHeader(windowsTarget);
    const symbols = await importLibrarySymbols();
    const declared = header.functions.map(({ name }) => name);
    expect(symbols).toEqual([...declared, 'DsRestoreCheckExpiryToken'].sort());
    expect(Object.keys(signatures).filter((name) => !symbols.includes(name))).toEqual([]);
  });
});
