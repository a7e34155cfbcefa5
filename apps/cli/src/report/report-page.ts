import { createHash } from 'node:crypto';
import type { SetVerdict } from '@dsbackup/backup-set';
import { contentsSection } from './contents-section.js';
import { databasesSection } from './databases-section.js';
import { moment } from './fact-list.js';
import { logsSection } from './logs-section.js';
import { html, Markup } from './markup.js';
import { numbersSection } from './numbers-section.js';
import { pageStyle } from './page-style.js';
import { setName, setText } from './set-text.js';
import { notesSection, verdictSection, warningsSection } from './verdict-section.js';

/** Who made the page, and when. */
export interface ReportOrigin {
  /** Of dsbackup. */
  readonly version: string;
  readonly made: Date;
}

/**
 * A verdict as one page of HTML that needs nothing else: no script, no image, no font. Its policy allows the one style
 * sheet by its hash and refuses all the rest, so that even a mistake in escaping could load or run nothing.
 * Bounded: some 20 KiB for a usual set, and a few MiB for the most hostile one.
 */
export function reportPage(set: SetVerdict, { version, made }: ReportOrigin): string {
  const { manifest, path } = set;
  const policy = `default-src 'none'; style-src 'sha256-${sha256(pageStyle)}'; base-uri 'none'; form-action 'none'`;
  const computer = manifest?.source.computerName ?? 'unknown';
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Backup of ${computer}</title>
${Markup.style(pageStyle)}
</head>
<body>
<header>
<p class="kind">Active Directory backup</p>
<h1>${manifest === undefined ? 'A set without a manifest' : setText(computer)}</h1>
<p class="when">${manifest === undefined ? undefined : moment(manifest.finished)}</p>
</header>
<main>
${verdictSection(set)}
${warningsSection(set)}
${contentsSection(set)}
${databasesSection(set)}
${logsSection(set)}
${notesSection(set)}
${numbersSection(set)}
</main>
<footer>
<p>Made ${moment(made.toISOString())} by dsbackup ${version} from ${setName(path)}, after reading every byte of it.
The set bears no seal: this page tells of every accident, and of no forgery.</p>
</footer>
</body>
</html>
`;
  return page.toString();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
