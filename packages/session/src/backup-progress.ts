/** The steps of preparing and ending a backup or a restore, in the order in which a backend goes through those it has. */
export type BackupPhase =
  | 'connect'
  | 'gather-writers'
  | 'select'
  | 'prepare'
  | 'snapshot'
  | 'register'
  | 'commit'
  | 'abort'
  | 'release';

/** Something that happened, for people and logs to see. Handlers must not throw; what they throw is ignored. */
export type BackupProgress =
  | { readonly kind: 'backend-chosen'; readonly backend: string; readonly reason: string }
  | { readonly kind: 'phase-start'; readonly phase: BackupPhase; readonly detail?: string }
  | { readonly kind: 'phase-end'; readonly phase: BackupPhase; readonly detail?: string }
  | { readonly kind: 'file-start'; readonly path: string; readonly size: number }
  | { readonly kind: 'file-end'; readonly path: string; readonly bytes: number }
  | { readonly kind: 'file-skip'; readonly path: string; readonly reason: string }
  | {
      readonly kind: 'native-call';
      readonly call: string;
      readonly status: number;
      readonly subject?: string;
    }
  | { readonly kind: 'warning'; readonly message: string };
