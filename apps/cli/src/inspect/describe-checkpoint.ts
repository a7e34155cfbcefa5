import { type CheckpointInspection, formatLogPosition, formatLogTime } from '@dsbackup/ese';
import { formatBytes } from '../output/format-bytes.js';
import { generationWords } from '../words/generation-words.js';
import { factSheetLines } from './fact-sheet.js';

const dispensable = 'it only says where recovery may begin, and a set without one can be restored as well.';

/** A checkpoint in the words of an operator. */
export function describeCheckpoint(inspection: CheckpointInspection): string[] {
  const { path, fileSize, checkpoint, findings, primaryGood, shadowGood } = inspection;
  const { checkpoint: position, logSignature, attached, fullBackupTime } = checkpoint;
  const databases = attached.map(({ names }) => names[0] ?? 'one without a name');
  return factSheetLines({
    title: `${path}: ESE checkpoint, ${formatBytes(fileSize)}`,
    facts: [
      ['copies', primaryGood && shadowGood ? 'both good' : 'one good, which is enough'],
      [
        'recovery from',
        `log generation ${generationWords(position.generation)}, at ${formatLogPosition(position)}`,
      ],
      ['stream', `number ${logSignature.random}, begun ${formatLogTime(logSignature.created)}`],
      ['databases', databases.join(', ') || 'none was attached'],
      ['full backup', fullBackupTime === null ? 'never' : formatLogTime(fullBackupTime)],
    ],
    findings,
    advice:
      primaryGood && shadowGood ? [`Nothing: ${dispensable}`] : [`Look at the disk. But ${dispensable}`],
  });
}
