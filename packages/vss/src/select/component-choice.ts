import type { WriterIdentity } from '../metadata/writer-metadata.js';

/** A writer, or one of its components, as a caller names it. */
export interface ComponentChoice {
  /** The writer's name, its class id or its instance id; case does not count, braces are optional. */
  readonly writer: string;
  /** `<logical path>\<name>`, exactly as the writer spells it; absent for the whole writer. */
  readonly component?: string | undefined;
}

/** Whether a choice is about a writer. */
export function isOfWriter({ writer }: ComponentChoice, identity: WriterIdentity): boolean {
  const { name, writerId, instanceId } = identity;
  const wanted = writer.toLowerCase();
  const asId = wanted.startsWith('{') ? wanted : `{${wanted}}`;
  return name.toLowerCase() === wanted || writerId === asId || instanceId === asId;
}
