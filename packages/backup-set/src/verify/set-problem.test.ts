import { describe, expect, it } from 'vitest';
import { SetFindings } from './set-problem.js';

describe('the verdict on a set', () => {
  it('is whole without a problem, whatever there is to warn of', () => {
    const findings = new SetFindings();
    findings.warning('a', 'Look at it.');
    expect(findings.verdict).toBe('whole');
  });

  it('is unreadable where nothing was seen to be wrong and something could not be read', () => {
    const findings = new SetFindings();
    findings.problem('SET_UNREADABLE', 'a', 'access is denied');
    findings.problem('SET_UNREADABLE', 'b', 'access is denied');
    expect(findings.verdict).toBe('unreadable');
  });

  it('is damaged as soon as something is seen to be wrong', () => {
    const findings = new SetFindings();
    findings.problem('SET_UNREADABLE', 'a', 'access is denied');
    findings.problem('SET_DAMAGED', 'b', 'its hash differs');
    expect(findings.verdict).toBe('damaged');
  });
});
