import { isGuid, parseGuid } from '../text/guid.js';
import type { ParameterType, Signature } from './native-type.js';

/** A GUID in four parts, as koffi takes it by value. */
export interface GuidParts {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** What koffi is given. Every value was checked or made here: koffi passes wrong numbers silently and ends the process on wrong structs. */
export type KoffiValue = boolean | number | bigint | string | Uint8Array | GuidParts | null;

/**
 * Checks the arguments of a call against its signature and turns them into what koffi takes.
 *
 * @throws {TypeError} naming the function, the position and what was expected.
 */
export function convertArguments(signature: Signature, args: readonly unknown[]): KoffiValue[] {
  const { name, parameters } = signature;
  if (args.length !== parameters.length) {
    throw new TypeError(`${name} takes ${parameters.length} arguments, not ${args.length}`);
  }
  return parameters.map((type, index) => {
    const value = converters[type](args[index]);
    if (value === undefined)
      throw new TypeError(`Argument ${index + 1} of ${name} must be ${expected[type]}`);
    return value;
  });
}

const expected: Record<ParameterType, string> = {
  bool: 'a boolean',
  BOOL: 'a boolean',
  int32: 'an integer from -2,147,483,648 to 2,147,483,647',
  uint32: 'an integer from 0 to 4,294,967,295',
  int64: 'a bigint of 64 bits',
  uint64: 'a bigint of 64 bits, not negative',
  pointer: 'a bigint of 64 bits, greater than 0, or null',
  memory: 'a Uint8Array or null',
  'wide-string': 'a string without NUL, or null',
  guid: 'a GUID as text',
};

/** `undefined` says that the value is not of the type. */
const converters: Record<ParameterType, (value: unknown) => KoffiValue | undefined> = {
  bool: (value) => (typeof value === 'boolean' ? value : undefined),
  BOOL: (value) => (typeof value === 'boolean' ? Number(value) : undefined),
  int32: (value) => integer(value, -0x80000000, 0x7fffffff),
  uint32: (value) => integer(value, 0, 0xffffffff),
  int64: (value) => (typeof value === 'bigint' && BigInt.asIntN(64, value) === value ? value : undefined),
  uint64: (value) => (typeof value === 'bigint' && BigInt.asUintN(64, value) === value ? value : undefined),
  pointer: (value) => {
    if (value === null) return null;
    return typeof value === 'bigint' && value > 0n && BigInt.asUintN(64, value) === value ? value : undefined;
  },
  memory: (value) => (value === null || value instanceof Uint8Array ? value : undefined),
  'wide-string': (value) => {
    if (value === null) return null;
    return typeof value === 'string' && !value.includes('\0') ? value : undefined;
  },
  guid: (value) => (typeof value === 'string' && isGuid(value) ? guidParts(value) : undefined),
};

function integer(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? value
    : undefined;
}

function guidParts(text: string): GuidParts {
  const bytes = parseGuid(text);
  const view = new DataView(bytes.buffer);
  return {
    a: view.getUint32(0, true),
    b: view.getUint32(4, true),
    c: view.getUint32(8, true),
    d: view.getUint32(12, true),
  };
}
