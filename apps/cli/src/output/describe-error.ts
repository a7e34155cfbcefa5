import { EseError } from '@dsbackup/ese';
import { SimulatorError } from '@dsbackup/simulator';
import { DsBackupError, type ErrorCode } from 'dsbackup';
import { InterruptedError } from '../interruption.js';

/** An error as the JSON result carries it. Nothing secret is in it: our errors never hold secrets. */
export interface DescribedError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly retryable?: boolean;
  readonly backend?: string;
  readonly native?: object;
  readonly jet?: number;
  readonly causes?: readonly string[];
}

/** What to do about an error in the words of a command, where the library's are for programs that call it. */
export type OwnHints = Readonly<Partial<Record<ErrorCode, string>>>;

/** Turns whatever was thrown into plain data. */
export function describeError(error: unknown, hints: OwnHints = {}): DescribedError {
  const causes = causesOf(error);
  const rest = causes.length > 0 ? { causes } : {};
  if (DsBackupError.is(error)) {
    const { code, message, retryable } = error;
    const hint = hintOf(error, hints);
    return {
      code,
      message,
      retryable,
      ...(hint === undefined ? {} : { hint }),
      ...(error.backend === undefined ? {} : { backend: error.backend }),
      ...(error.native === undefined ? {} : { native: { ...error.native } }),
      ...rest,
    };
  }
  if (EseError.is(error)) {
    const jet = error.jet === undefined ? {} : { jet: error.jet };
    return { code: error.code, message: error.message, ...jet, ...rest };
  }
  if (SimulatorError.is(error)) return { code: error.code, message: error.message, ...rest };
  if (error instanceof InterruptedError) return { code: 'INTERRUPTED', message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { code: errnoOf(error) ?? 'BUG', message, ...rest };
}

/** What a backend advises is about Windows, and stays. */
function hintOf({ code, hint, backend, native }: DsBackupError, hints: OwnHints): string | undefined {
  if (hint === undefined || backend !== undefined || native !== undefined) return hint;
  return hints[code] ?? hint;
}

/** The lines that a person reads: what failed, what Windows said, what to do. */
export function errorLines(error: unknown, hints: OwnHints = {}): string[] {
  const described = describeError(error, hints);
  const lines = [`error: ${described.message}`];
  if (DsBackupError.is(error) && error.native !== undefined) {
    const { call, status, symbol, domain } = error.native;
    const number =
      domain === 'errno' ? `${status}` : `0x${status.toString(16).padStart(8, '0').toUpperCase()}`;
    lines.push(
      `  the system said: ${call} returned ${symbol === undefined ? number : `${symbol} (${number})`}`,
    );
  }
  for (const cause of described.causes ?? []) lines.push(`  because: ${onOneLine(cause)}`);
  if (described.hint !== undefined) lines.push(`  what to do: ${described.hint}`);
  if (described.code === 'BUG' && error instanceof Error && error.stack !== undefined)
    lines.push(...error.stack.split('\n'));
  return lines;
}

/** Some libraries lay their messages out over many lines. */
function onOneLine(message: string): string {
  return message.replaceAll(/\s*\n\s*/g, ' ');
}

/** Node's own word for a failed system call, if that is what it was. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const mostCauses = 8;

function causesOf(error: unknown): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (!(value instanceof Error) || found.length >= mostCauses) return;
    if (value instanceof AggregateError) {
      for (const inner of value.errors) visit(inner);
      return;
    }
    found.push(value.message);
    visit(value.cause);
  };
  if (error instanceof Error) visit(error.cause);
  return found;
}
