import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { InterruptedError, listenForInterruption } from './interruption.js';

function listen() {
  const target = new EventEmitter();
  const heard: string[] = [];
  const signal = listenForInterruption(target, {
    onSecond: () => heard.push('second'),
    onThird: ({ exitCode }) => heard.push(`third: ${exitCode}`),
  });
  return { target, signal, heard };
}

describe('listenForInterruption', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGBREAK', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('aborts on %s with exit code %i', (name, exitCode) => {
    const { target, signal } = listen();
    expect(signal.aborted).toBe(false);
    target.emit(name);
    expect(signal.reason).toBeInstanceOf(InterruptedError);
    expect(signal.reason).toMatchObject({ exitCode, message: `Interrupted by ${name}.` });
  });

  it('lets the first signal say how it ends, the second wait, and the third end at once', () => {
    const { target, signal, heard } = listen();
    for (const name of ['SIGTERM', 'SIGINT']) target.emit(name);
    expect(heard).toEqual(['second']);
    expect(signal.reason).toMatchObject({ exitCode: 143 });
    target.emit('SIGHUP');
    expect(heard).toEqual(['second', 'third: 143']);
  });
});
