import { coverageWords, type Manifest, type SetVerdict } from '@dsbackup/backup-set';
import { capitalised } from '../output/capitalised.js';
import { formatBytes } from '../output/format-bytes.js';
import { countOf, formatCount } from '../output/format-count.js';
import { factList, moment } from './fact-list.js';
import { html, type Markup } from './markup.js';
import { reportLimits } from './report-limits.js';
import { setName, setText } from './set-text.js';
import { shownList } from './shown-list.js';

/** What the set holds, by its manifest; nothing if that can't be read. */
export function contentsSection({ manifest }: SetVerdict): Markup | undefined {
  if (manifest === undefined) return undefined;
  return html`<section aria-labelledby="contents">
<h2 id="contents">What it holds</h2>
${setFacts(manifest)}
${warningList(manifest)}
${componentTable(manifest)}
</section>`;
}

const coverageExplanations: Readonly<Record<Manifest['coverage'], string>> = {
  'directory-database': 'no SYSVOL, no registry, no boot files',
  'system-state': 'the directory database, SYSVOL and the registry, as far as the components below say',
};

const backendNames: ReadonlyMap<string, string> = new Map([
  ['vss', 'vss, the Volume Shadow Copy Service'],
  ['ntdsbcli', 'ntdsbcli, the directory backup interface of older Windows'],
]);

function setFacts(manifest: Manifest): Markup {
  const { source, totals, coverage } = manifest;
  return factList([
    ['Source', html`${setText(source.computerName)}, ${setText(source.system)}`],
    ['Begun', moment(manifest.started)],
    ['Ended', moment(manifest.finished)],
    ['Backend', backendNames.get(manifest.backend) ?? setText(manifest.backend)],
    ['Coverage', html`${capitalised(coverageWords(coverage))}: ${coverageExplanations[coverage]}`],
    ['Files', `${formatCount(totals.files)}, ${formatBytes(totals.contentBytes)}`],
    [
      'Left out',
      totals.skipped === 0 ? 'nothing' : html`<strong>${countOf(totals.skipped, 'file')}</strong>`,
    ],
    [
      'Protection',
      manifest.protection === 'none'
        ? 'none: whoever reads the set reads every secret of the domain'
        : setText(manifest.protection),
    ],
    [
      'Success',
      manifest.completion === 'declared'
        ? 'declared to Windows, and accepted'
        : html`<strong>never declared to Windows</strong>, though everything was stored`,
    ],
    ['Logs at the source', truncationWords(manifest.logsTruncated)],
    ['Number of the set', setName(manifest.id)],
  ]);
}

function truncationWords(truncated: boolean | undefined): string | undefined {
  if (truncated === undefined) return undefined;
  return truncated ? 'Windows was let delete those that were backed up' : 'left as they were';
}

function warningList({ warnings }: Manifest): Markup | undefined {
  if (warnings.length === 0) return undefined;
  return html`<h3>Warnings of the backup</h3>
<ul class="findings">${shownList(warnings, {
    most: reportLimits.warnings,
    draw: (warning) => html`<li>${setText(warning)}</li>`,
    rest: (count) => html`<li>And ${count} more: the manifest has them.</li>`,
  })}</ul>`;
}

function componentTable({ components }: Manifest): Markup | undefined {
  if (components.length === 0) return undefined;
  const worstFirst = [...components].sort((a, b) => Number(a.succeeded) - Number(b.succeeded));
  return html`<h3>Components</h3>
<div class="wide"><table>
<thead><tr><th scope="col">Component</th><th scope="col">State</th><th scope="col" class="number">Files</th><th scope="col" class="number">Size</th></tr></thead>
<tbody>${shownList(worstFirst, {
    most: reportLimits.components,
    draw: componentRow,
    rest: (count) => html`<tr><td colspan="4">And ${count} more: the manifest has them.</td></tr>`,
  })}</tbody>
</table></div>`;
}

function componentRow({
  component,
  succeeded,
  skipped,
  files,
  bytes,
}: Manifest['components'][number]): Markup {
  const state = succeeded ? html`whole` : html`<strong>${countOf(skipped, 'file')} left out</strong>`;
  return html`<tr><td>${setName(component)}</td><td>${state}</td><td class="number">${formatCount(files)}</td><td class="number">${formatBytes(bytes)}</td></tr>`;
}
