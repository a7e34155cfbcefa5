import {
  type CheckpointInspection,
  type DatabaseHeader,
  type LogInspection,
  sameSignature,
} from '@dsbackup/ese';
import { type LogStreamFacts, logStreamFacts } from './log-stream-facts.js';
import type { SetFindings } from './set-problem.js';

/** The logs and the checkpoint of one folder: a database engine keeps one stream of logs in a folder. */
export interface LogStream {
  readonly folder: string;
  /** Each with its original path. */
  readonly logs: LogInspection[];
  checkpoint?: CheckpointInspection;
}

/** The streams of logs in a set, by the original folder. */
export class LogStreams {
  readonly #streams = new Map<string, LogStream>();
  /** Where in its stream a log is, by its path. */
  readonly #places = new Map<string, number>();

  /** The stream in the folder of the file whose original path is `path`. */
  at(path: string): LogStream {
    const folder = path.slice(0, path.lastIndexOf('\\'));
    const key = folder.toLowerCase();
    const stream = this.#streams.get(key) ?? { folder, logs: [] };
    this.#streams.set(key, stream);
    return stream;
  }

  /** Takes a log in. A session may list one file as a database's and as a log: it is one log, as it was read last. */
  addLog(log: LogInspection): void {
    const { logs } = this.at(log.path);
    const key = log.path.toLowerCase();
    const place = this.#places.get(key) ?? logs.length;
    this.#places.set(key, place);
    logs[place] = log;
  }

  /** The stream that a database's header asks for; if there is none, the one beside the database. */
  forDatabase(path: string, { logSignature }: DatabaseHeader): LogStream {
    for (const stream of this.#streams.values()) {
      if (stream.logs.some((log) => sameSignature(log.header.logSignature, logSignature))) return stream;
    }
    return this.at(path);
  }

  /** The facts of every stream that has logs or a checkpoint; tells where one is broken. */
  finish(findings: SetFindings): LogStreamFacts[] {
    const streams = [...this.#streams.values()].map(logStreamFacts);
    for (const stream of streams) {
      for (const finding of stream.findings) {
        if (finding.severity === 'error') findings.problem('SOURCE_DAMAGED', stream.folder, finding);
        else findings.note(stream.folder, finding);
      }
    }
    return streams.filter(({ logs, checkpoint }) => logs.length > 0 || checkpoint !== undefined);
  }
}
