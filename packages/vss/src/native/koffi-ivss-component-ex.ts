import { hresult } from '@dsbackup/win32';
import type { IVssComponent } from './ivss-component.js';
import type { IVssComponentEx, IVssComponentEx2 } from './ivss-component-ex.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { createGetters } from './koffi-getters.js';
import { outBstr, outNumber } from './koffi-out.js';
import { IVssComponentEx2Table, IVssComponentExTable } from './tables/ivss-component-ex-tables.js';

/** Binds what IVssComponentEx adds for a requester, called in place. */
export function bindIVssComponentEx(com: ComRuntime) {
  const methods = com.bind(IVssComponentExTable);
  return (self: () => bigint): Omit<IVssComponentEx, keyof IVssComponent> => {
    const get = createGetters(com, self);
    return {
      async GetPrepareForBackupFailureMsg() {
        const { hr, text: bstrFailureMsg } = get.text(methods.GetPrepareForBackupFailureMsg);
        return { hr, bstrFailureMsg };
      },
      async GetPostSnapshotFailureMsg() {
        const { hr, text: bstrFailureMsg } = get.text(methods.GetPostSnapshotFailureMsg);
        return { hr, bstrFailureMsg };
      },
      async GetAuthoritativeRestore() {
        const { hr, value: bAuth } = get.bool(methods.GetAuthoritativeRestore);
        return { hr, bAuth };
      },
      async GetRollForward() {
        const [type, point] = [outNumber(0), outBstr(com.bstr)];
        const hr = methods.GetRollForward(self(), type.memory, point.memory);
        return { hr, rollType: type.read(), bstrPoint: point.take() };
      },
      async GetRestoreName() {
        const { hr, text: bstrName } = get.text(methods.GetRestoreName);
        return { hr, bstrName };
      },
    };
  };
}

/** Binds what IVssComponentEx2 adds for a requester, called in place. */
export function bindIVssComponentEx2(com: ComRuntime) {
  const methods = com.bind(IVssComponentEx2Table);
  return (self: () => bigint): Omit<IVssComponentEx2, keyof IVssComponentEx> => ({
    async GetFailure() {
      // Unless Windows writes them they read as failures: a component is not healthy by default.
      const [failure, application] = [outNumber(hresult.E_UNEXPECTED), outNumber(hresult.E_UNEXPECTED)];
      const [message, reserved] = [outBstr(com.bstr), outNumber(0)];
      const hr = methods.GetFailure(
        self(),
        failure.memory,
        application.memory,
        message.memory,
        reserved.memory,
      );
      return {
        hr,
        hrFailure: failure.read(),
        hrApplication: application.read(),
        bstrApplicationMessage: message.take(),
      };
    },
  });
}
