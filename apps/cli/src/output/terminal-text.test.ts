import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../../test/hostile-text.js';
import type { ConsolePort } from './console-port.js';
import { createReporter } from './reporter.js';
import { terminalLines, terminalText } from './terminal-text.js';

/** Anything that a terminal does not show as it is. */
const obeyed = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/u;

describe('terminalText', () => {
  it.each([
    ['\u001b[2J', '\\x1b[2J'],
    ['\u0007\u0000\r\n\t', '\\x07\\x00\\x0d\\x0a\\x09'],
    ['\u009b31m\u007f', '\\x9b31m\\x7f'],
    ['\u202egnp.exe\u2066', '\\u202egnp.exe\\u2066'],
    ['\u2028\ud800', '\\u2028\\ud800'],
    ['C:\\Windows\\NTDS תיקייה 𝔘 …', 'C:\\Windows\\NTDS תיקייה 𝔘 …'],
  ])('spells out what a terminal would obey, and nothing else: %j', (text, shown) => {
    expect(terminalText(text)).toBe(shown);
  });

  it('leaves nothing that a terminal obeys but one end for each line', () => {
    fc.assert(
      fc.property(fc.array(hostileText), (lines) => {
        const written = terminalLines(lines).split('\n');
        expect(written.pop()).toBe('');
        expect(written).toHaveLength(lines.length);
        for (const line of written) expect(line).not.toMatch(obeyed);
      }),
    );
  });
});

describe('The reporter', () => {
  it.each([true, false])('spells it out in progress, sentences and warnings (a terminal: %s)', (isTTY) => {
    let written = '';
    let now = 0;
    const stderr = { write: (text: string) => (written += text), isTTY, columns: 200 };
    const port: ConsolePort = { stdout: stderr, stderr, env: {}, now: () => now };
    const reporter = createReporter(port, { json: false, quiet: false, verbose: true });
    const hostile = 'x\u001b]0;title\u0007\r\ny';
    now = 60_000;
    reporter.advance({ done: 1, subject: hostile });
    reporter.say(hostile);
    reporter.warn(hostile);
    reporter.session({ kind: 'phase-start', phase: 'prepare', detail: hostile });
    reporter.session({ kind: 'native-call', call: 'CloseHandle', status: 0, subject: hostile });
    reporter.finish();
    expect(written.match(/x\\x1b\]0;title\\x07\\x0d\\x0ay/g)).toHaveLength(5);
    expect(written.replaceAll('\r\u001b[K', '').replaceAll('\n', '')).not.toMatch(obeyed);
  });
});
