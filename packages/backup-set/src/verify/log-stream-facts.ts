import {
  checkLogSequence,
  type Finding,
  formatLogPosition,
  formatLogTime,
  type LogInspection,
  type SequenceFinding,
} from '@dsbackup/ese';
import type { LogStream } from './log-streams.js';

/** What a set's verification says of one log: plain data. */
export interface LogFacts {
  /** The original path. */
  readonly path: string;
  readonly generation: number;
  /** When it was begun, as the engine wrote it; `unset` if it didn't. */
  readonly created: string;
  readonly body: LogInspection['body']['state'];
  readonly findings: readonly Finding[];
}

/** What a set's verification says of the logs in one folder. */
export interface LogStreamFacts {
  /** The original folder. */
  readonly folder: string;
  /** By generation: those that take part in a recovery. The first 1000. */
  readonly logs: readonly LogFacts[];
  readonly logsOmitted: number;
  /** The first and last generation that is there; absent if none is. */
  readonly generations?: { readonly first: number; readonly last: number };
  /** The logs follow each other without a gap. */
  readonly isUnbroken: boolean;
  /** What speaks against that, each with the number that Windows would give. */
  readonly findings: readonly SequenceFinding[];
  /** Where a recovery would begin. */
  readonly checkpoint?: { readonly generation: number; readonly position: string };
}

const kept = 1000;

/** The facts of a stream of logs. */
export function logStreamFacts({ folder, logs: all, checkpoint }: LogStream): LogStreamFacts {
  const { logs, ok, findings } = checkLogSequence(all);
  const [first, last] = [logs[0]?.generation, logs.at(-1)?.generation];
  const position = checkpoint?.checkpoint.checkpoint;
  return {
    folder,
    logs: logs.slice(0, kept).map(logFacts),
    logsOmitted: Math.max(0, logs.length - kept),
    ...(first === undefined || last === undefined ? {} : { generations: { first, last } }),
    isUnbroken: ok,
    findings: findings.slice(0, kept),
    ...(position === undefined
      ? {}
      : { checkpoint: { generation: position.generation, position: formatLogPosition(position) } }),
  };
}

function logFacts({ path, generation, header, body, findings }: LogInspection): LogFacts {
  return { path, generation, created: formatLogTime(header.createTime), body: body.state, findings };
}
