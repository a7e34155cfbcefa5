import type { Manifest } from '../format/manifest.js';
import type { PathFingerprints } from '../format/path-fingerprints.js';
import { setLayout } from '../format/set-layout.js';
import { walkSet } from '../read/walk-set.js';
import { documentsOf } from './document-check.js';
import type { SetFindings } from './set-problem.js';

/**
 * Looks for what must not be in a set at all: links, devices, pipes. One of them is a problem, and nothing of the
 * set should be read after that.
 */
export async function checkForLinks(folder: string, findings: SetFindings): Promise<void> {
  await findings.attempt(folder, async () => {
    for await (const { place, kind } of walkSet(folder)) {
      if (kind === 'other')
        findings.problem('UNSAFE_PATH', place, `${place} is a link or a device; a set has none.`);
    }
  });
}

/**
 * Warns of files that lie in the set and that nothing names: they don't change what the set holds, but dsbackup didn't
 * put them there. The draft in a folder that is still `.partial` is its own.
 */
export async function warnOfUnnamed(
  folder: string,
  { manifest, named, findings }: { manifest: Manifest; named: PathFingerprints; findings: SetFindings },
): Promise<void> {
  const known = new Set<string>([setLayout.manifest, setLayout.manifestSum, setLayout.fileLines]);
  for (const document of documentsOf(manifest)) known.add(document.in);
  const isPartial = folder.endsWith(setLayout.partialSuffix);
  await findings.attempt(folder, async () => {
    for await (const { place, kind } of walkSet(folder)) {
      if (kind === 'folder' || known.has(place) || named.has(place)) continue;
      if (isPartial && place.startsWith(`${setLayout.draft}/`)) continue;
      findings.warning(
        place,
        'The file lies in the set and nothing names it: dsbackup did not put it there.',
      );
    }
  });
}
