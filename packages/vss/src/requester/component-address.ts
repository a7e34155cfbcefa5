import type { VSS_ID } from '../native/hresult.js';

/** A component by the five things that Windows knows it by. */
export interface ComponentAddress {
  readonly instanceId: VSS_ID;
  readonly writerId: VSS_ID;
  readonly type: number;
  readonly logicalPath: string | null;
  readonly name: string;
}
