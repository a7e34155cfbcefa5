import type { NativeLibrary } from '../library/native-library.js';
import type { Ole32 } from '../native/ole32.js';
import { hresult, hresultSymbol, isHresultFailure } from '../status/hresult.js';
import { Win32Error } from '../win32-error.js';

/**
 * Who sets COM's security, which a process can do only once.
 *
 * - `initialize`: we do; if somebody was earlier, theirs serves, and the outcome says what that may cost.
 * - `require`: we do; if somebody was earlier, it is an error.
 * - `reuse`: the program around us has done it; we don't try.
 */
export type ComSecurityPolicy = 'initialize' | 'require' | 'reuse';

/** What came of it. */
export interface ComSecurity {
  readonly outcome: 'initialized' | 'set-by-others';
  /** What may follow from security that others set; for the person who runs the backup. */
  readonly consequence?: string;
}

/** The version of Windows, as far as it matters here. */
export interface WindowsVersion {
  readonly major: number;
  readonly minor: number;
}

const RPC_C_AUTHN_LEVEL_PKT_PRIVACY = 6;
const RPC_C_IMP_LEVEL_IDENTIFY = 2;
const RPC_C_IMP_LEVEL_IMPERSONATE = 3;
const EOAC_NONE = 0;
const EOAC_STATIC_CLOAKING = 0x20;
const COLE_DEFAULT_AUTHENTICATION = -1;

/** A process sets its security once; a second session of this process must not take its own first call for somebody else's. */
const initialized = new WeakSet<NativeLibrary>();

/**
 * Sets COM's security as Microsoft asks of VSS requesters: any process may call back, encrypted; impersonation and static
 * cloaking from Windows 8 on, identification before. COM must have been started.
 *
 * Source: https://learn.microsoft.com/windows/win32/vss/security-considerations-for-requestors
 *
 * @throws {Win32Error} RPC_E_TOO_LATE (0x80010119) under `require`, when other code was earlier; or whatever COM said.
 */
export function setComSecurity(
  ole32: Ole32,
  windows: WindowsVersion,
  policy: ComSecurityPolicy = 'initialize',
): ComSecurity {
  if (initialized.has(ole32.library)) return { outcome: 'initialized' };
  if (policy === 'reuse') return { outcome: 'set-by-others' };
  const status = initialize(ole32, windows);
  if (status === hresult.RPC_E_TOO_LATE && policy === 'initialize') {
    return { outcome: 'set-by-others', consequence: CONSEQUENCE };
  }
  if (isHresultFailure(status)) {
    const meaning = status === hresult.RPC_E_TOO_LATE ? CONSEQUENCE : undefined;
    const symbol = hresultSymbol(status);
    throw new Win32Error({ call: 'CoInitializeSecurity', domain: 'hresult', status, symbol, meaning });
  }
  initialized.add(ole32.library);
  return { outcome: 'initialized' };
}

const CONSEQUENCE =
  'Other code in this process used COM first, and its security settings are in force. If they keep VSS writers from calling back, writers go missing from the backup, and the Application event log shows VSS event 8194 (IVssWriterCallback, access denied). Open the first backup session before loading other native add-ons, or run it in a process of its own.';

function initialize(ole32: Ole32, { major, minor }: WindowsVersion): number {
  const isWindows8OrLater = major > 6 || (major === 6 && minor >= 2);
  return ole32.CoInitializeSecurity(
    null,
    COLE_DEFAULT_AUTHENTICATION,
    null,
    null,
    RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
    isWindows8OrLater ? RPC_C_IMP_LEVEL_IMPERSONATE : RPC_C_IMP_LEVEL_IDENTIFY,
    null,
    isWindows8OrLater ? EOAC_STATIC_CLOAKING : EOAC_NONE,
    null,
  );
}
