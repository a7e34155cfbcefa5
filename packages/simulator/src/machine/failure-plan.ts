import type { NtdsbcliCallName } from '@dsbackup/ntdsbcli/native';
import type {
  IVssAsync,
  IVssBackupComponents,
  IVssComponent,
  IVssExamineWriterMetadata,
  IVssWMComponent,
  IVssWMFiledesc,
  IVssWriterComponentsExt,
  Kernel32Api,
  ShadowFile,
  ShadowFileSystem,
} from '@dsbackup/vss/native';

type MethodsOf<
  Name extends string,
  Interface,
> = `${Name}::${Exclude<keyof Interface, 'Release' | 'size'> & string}`;

/** A call that answers a status, and so can be told to fail. Its name is also what the journal shows. */
export type StatusCall =
  | Exclude<NtdsbcliCallName, 'DsBackupFree'>
  | 'CreateVssBackupComponentsInternal'
  | keyof Kernel32Api
  | MethodsOf<'IVssBackupComponents', IVssBackupComponents>
  | MethodsOf<'IVssAsync', IVssAsync>
  | MethodsOf<'IVssExamineWriterMetadata', IVssExamineWriterMetadata>
  | MethodsOf<'IVssWMComponent', IVssWMComponent>
  | MethodsOf<'IVssWMFiledesc', IVssWMFiledesc>
  | MethodsOf<'IVssWriterComponentsExt', IVssWriterComponentsExt>
  | MethodsOf<'IVssComponent', IVssComponent>;

/** A call on files of a shadow copy, which fails with an errno-style word instead of a number. */
export type FileCall = MethodsOf<'ShadowFileSystem', ShadowFileSystem> | MethodsOf<'ShadowFile', ShadowFile>;

/** How a call is to fail. */
export interface PlannedFailure {
  /** The status to answer; for a call on files an errno word such as `EIO`. */
  readonly status: number | string;
  /** The how-manieth call from now fails; 1, the next one, when absent. */
  readonly occurrence?: number;
  /** Of a method that starts an operation: it answers success itself, and its IVssAsync ends with the status. */
  readonly asyncOnly?: boolean;
}

interface Plan {
  readonly failure: PlannedFailure;
  callsLeft: number;
}

/** What is going to fail. Each plan is used once. */
export class FailurePlan {
  readonly #plans = new Map<string, Plan[]>();

  add(call: StatusCall | FileCall, failure: PlannedFailure): void {
    const plans = this.#plans.get(call) ?? [];
    plans.push({ failure, callsLeft: failure.occurrence ?? 1 });
    this.#plans.set(call, plans);
  }

  /** Counts one call, and answers the failure that falls due with it. */
  take(call: StatusCall | FileCall): PlannedFailure | undefined {
    const plans = this.#plans.get(call);
    if (plans === undefined) return undefined;
    for (const plan of plans) plan.callsLeft -= 1;
    const due = plans.find((plan) => plan.callsLeft <= 0);
    if (due === undefined) return undefined;
    plans.splice(plans.indexOf(due), 1);
    if (plans.length === 0) this.#plans.delete(call);
    return due.failure;
  }
}
