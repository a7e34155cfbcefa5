import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './project-root.js';

/** A tool that a ring of tests can't do without. */
export interface RingTool {
  /** The command that must be on the PATH. */
  readonly command: string;
  /** The Debian package that has it. */
  readonly debian: string;
}

/** A ring of tests that runs the same promises over something more real than the one inside it. */
export interface Ring {
  readonly name: string;
  readonly needs: readonly RingTool[];
}

/**
 * Describes a ring's tests. Where its tools are missing the ring is skipped, loudly, with the way to get them; in
 * CI that is a failure, since a ring that silently stays away proves nothing. Says in `.cache/rings` what became of it.
 */
export function describeRing(ring: Ring, body: () => void): void {
  const missing = ring.needs.filter((tool) => !hasCommand(tool.command));
  if (missing.length === 0) {
    record(ring.name, 'ran');
    describe(ring.name, body);
    return;
  }
  const how = `apt-get install ${missing.map((tool) => tool.debian).join(' ')}`;
  const message = `${ring.name} can't run: ${missing.map((tool) => tool.command).join(', ')} not found. To get it: ${how}`;
  record(ring.name, `did not run; to get it: ${how}`);
  if (process.env['CI']) {
    describe(ring.name, () => {
      it('has its tools', () => expect.fail(message));
    });
    return;
  }
  console.warn(`\n*** ${message}\n`);
  describe.skip(ring.name, body);
}

function hasCommand(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function record(name: string, outcome: string): void {
  const folder = join(projectRoot, '.cache', 'rings');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.txt`), `${name}: ${outcome}\n`);
}
