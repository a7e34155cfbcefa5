import type { Ntdll } from '../native/ntdll.js';
import { decodeWideString } from '../text/wide-string.js';

/** Which Windows this is. */
export interface OsVersion {
  readonly major: number;
  readonly minor: number;
  readonly build: number;
  /** Such as `Service Pack 2`; absent when there is none. */
  readonly servicePack?: string;
  readonly role: 'workstation' | 'domain-controller' | 'server' | 'unknown';
}

// OSVERSIONINFOEXW, winnt.h: the same layout in 32 and 64 bits.
const SIZE = 284;
const MAJOR = 4;
const MINOR = 8;
const BUILD = 12;
const SERVICE_PACK = 20;
const SERVICE_PACK_END = 276;
const PRODUCT_TYPE = 282;

const roles = new Map<number, OsVersion['role']>([
  [1, 'workstation'],
  [2, 'domain-controller'],
  [3, 'server'],
]);

/**
 * Asks Windows for its version. RtlGetVersion tells the truth whatever the program's manifest says,
 * except in a compatibility mode.
 *
 * Source: https://learn.microsoft.com/windows/win32/devnotes/rtlgetversion
 *
 * @throws {Error} with the NTSTATUS, if Windows refuses; it is documented never to.
 */
export function readOsVersion(ntdll: Ntdll): OsVersion {
  const memory = new Uint8Array(SIZE);
  const view = new DataView(memory.buffer);
  view.setUint32(0, SIZE, true);
  const status = ntdll.RtlGetVersion(memory);
  if (status !== 0) throw new Error(`RtlGetVersion failed with NTSTATUS 0x${(status >>> 0).toString(16)}`);
  const servicePack = decodeWideString(memory.subarray(SERVICE_PACK, SERVICE_PACK_END));
  return {
    major: view.getUint32(MAJOR, true),
    minor: view.getUint32(MINOR, true),
    build: view.getUint32(BUILD, true),
    ...(servicePack === '' ? {} : { servicePack }),
    role: roles.get(view.getUint8(PRODUCT_TYPE)) ?? 'unknown',
  };
}
