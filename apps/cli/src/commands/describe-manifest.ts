import { coverageWords, type Manifest } from '@dsbackup/backup-set';
import { formatBytes } from '../output/format-bytes.js';

/** A set in the words of an operator, by its manifest alone. */
export function describeManifest(manifest: Manifest): string {
  const { source, totals } = manifest;
  return [
    `${manifest.name}: backup set, ${formatBytes(totals.contentBytes)} in ${totals.files} files`,
    `  of          ${source.computerName}, ${source.system}`,
    `  made        ${manifest.started} to ${manifest.finished} by ${manifest.backend}`,
    `  holds       ${coverageWords(manifest.coverage)}`,
    `  protection  ${manifest.protection === 'none' ? 'none: it is in the clear' : manifest.protection}`,
    `  success     ${manifest.completion === 'declared' ? 'declared to Windows and accepted' : 'never declared to Windows'}`,
    ...manifest.components.map(
      ({ component, succeeded, files, bytes }) =>
        `  component   ${component}: ${succeeded ? 'whole' : 'NOT WHOLE'}, ${files} files, ${formatBytes(bytes)}`,
    ),
    ...manifest.warnings.map((warning) => `  warning: ${warning}`),
  ].join('\n');
}
