import type { NativeLibrary } from '../library/native-library.js';
import { outPointer } from '../library/out-parameter.js';
import type { Ole32 } from '../native/ole32.js';
import { hresult, hresultSymbol, isHresultFailure } from '../status/hresult.js';
import { Win32Error } from '../win32-error.js';

/** How COM was started in this process. */
export type ComStart = 'mta-usage' | 'initialize-ex';

const COINIT_MULTITHREADED = 0;

const started = new WeakMap<NativeLibrary, ComStart>();

/**
 * Starts COM's multithreaded apartment (MTA) for the whole process, once, and keeps it. Asynchronous native calls run
 * on threads that nobody can initialise one by one; with the apartment there, every such thread is in it.
 *
 * CoIncrementMTAUsage does just that and leaves the calling thread alone (Windows 8 and later). Before, CoInitializeEx on
 * this thread keeps the apartment alive as long as the thread lives: call it from a thread that stays.
 * It is never undone: other code in the process may rely on it by then.
 *
 * Source: https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-coincrementmtausage
 *
 * @throws {Win32Error} RPC_E_CHANGED_MODE (0x80010106) when other code made this thread single-threaded on an old Windows; or whatever COM said.
 */
export function startCom(ole32: Ole32): ComStart {
  const known = started.get(ole32.library);
  if (known !== undefined) return known;
  const how = ole32.CoIncrementMTAUsage === undefined ? initializeEx(ole32) : incrementUsage(ole32);
  started.set(ole32.library, how);
  return how;
}

function incrementUsage(ole32: Ole32): ComStart {
  // The cookie would end the usage; it is not kept, since it is never ended.
  const status = ole32.CoIncrementMTAUsage?.(outPointer().memory) ?? hresult.E_NOTIMPL;
  if (isHresultFailure(status)) throw failure('CoIncrementMTAUsage', status);
  return 'mta-usage';
}

function initializeEx(ole32: Ole32): ComStart {
  // S_FALSE, too, is success: the thread was multithreaded already.
  const status = ole32.CoInitializeEx(null, COINIT_MULTITHREADED);
  if (isHresultFailure(status)) throw failure('CoInitializeEx', status);
  return 'initialize-ex';
}

function failure(call: string, status: number): Win32Error {
  const changedMode = status === hresult.RPC_E_CHANGED_MODE;
  return new Win32Error({
    call,
    domain: 'hresult',
    status,
    symbol: hresultSymbol(status),
    meaning: changedMode
      ? 'Other code in this process made this thread a single-threaded apartment; run the backup in a process of its own.'
      : undefined,
  });
}
