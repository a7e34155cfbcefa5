import { coverageWords, type Manifest } from '@dsbackup/backup-set';
import { formatBytes } from '../output/format-bytes.js';
import { countOf } from '../output/format-count.js';

/** A set in the words of an operator, by its manifest alone. */
export function describeManifest(manifest: Manifest): string[] {
  const { source, totals } = manifest;
  return [
    `${manifest.name}: backup set, ${formatBytes(totals.contentBytes)} in ${countOf(totals.files, 'file')}`,
    `  of          ${source.computerName}, ${source.system}`,
    `  made        ${manifest.started} to ${manifest.finished} by ${manifest.backend}`,
    `  holds       ${coverageWords(manifest.coverage)}`,
    `  protection  ${manifest.protection === 'none' ? 'none: it is in the clear' : manifest.protection}`,
    `  success     ${manifest.completion === 'declared' ? 'declared to Windows and accepted' : 'never declared to Windows'}`,
    ...manifest.components.map(
      ({ component, succeeded, files, bytes }) =>
        `  component   ${component}: ${succeeded ? 'whole' : 'NOT WHOLE'}, ${countOf(files, 'file')}, ${formatBytes(bytes)}`,
    ),
    ...manifest.warnings.map((warning) => `  warning: ${warning}`),
  ];
}
