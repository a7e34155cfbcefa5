const marker = Symbol.for('dsbackup.simulator.error');

/** Every way in which the simulator refuses. */
export type SimulatorErrorCode =
  /** The directory, or the path in it that was named, is not there. */
  | 'SOURCE_MISSING'
  /** The directory to make a domain controller in is not empty. */
  | 'TARGET_EXISTS'
  /** The directory could not be written. */
  | 'TARGET_UNWRITABLE'
  /** The disk is full. */
  | 'NOT_ENOUGH_SPACE'
  /** An option has a value that makes no domain controller. */
  | 'INVALID_OPTION'
  /** `dsbackup-simulator.json` is there and is not what the simulator writes. */
  | 'MARKER_INVALID'
  /** The simulated Windows has no such DLL. */
  | 'DLL_MISSING'
  /**
   * The caller used a native object wrongly: after its release, twice, or one that was never handed out. On a
   * real Windows this is a crash or damaged memory, so the simulator is loud instead of answering a status.
   */
  | 'MISUSE';

/** The one error of the simulator itself. What a simulated Windows answers is a status, not this. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;

  constructor(code: SimulatorErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a `SimulatorError`, of this copy of the package or another. Never throws. */
  static is(value: unknown): value is SimulatorError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
