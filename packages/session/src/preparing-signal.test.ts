import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { preparingSignal } from './preparing-signal.js';

describe('preparingSignal', () => {
  it('follows the signal of the caller, with its very reason', () => {
    const controller = new AbortController();
    const { signal } = preparingSignal('vss', { signal: controller.signal });
    controller.abort('enough');
    expect([signal.aborted, signal.reason]).toEqual([true, 'enough']);
  });

  it('lets go of the signal and of the clock', () => {
    const controller = new AbortController();
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const before = timers();
    const preparing = preparingSignal('vss', { signal: controller.signal, deadline: 60_000 });
    expect([timers(), getEventListeners(controller.signal, 'abort').length]).toEqual([before + 1, 1]);
    preparing[Symbol.dispose]();
    expect([timers(), getEventListeners(controller.signal, 'abort').length]).toEqual([before, 0]);
  });
});
