/** Something that a check has to say about its input. */
export interface Finding<Code extends string = string> {
  /** What it is, from the closed list of the check. */
  readonly code: Code;
  /** `note`: nothing is wrong; `warning`: look at it; `error`: data is lost or can't be trusted. */
  readonly severity: 'note' | 'warning' | 'error';
  /** One sentence for a reader. Never parse it. */
  readonly message: string;
  /** The JET error number that Windows gives for it, when there is one. */
  readonly jet?: number;
}
