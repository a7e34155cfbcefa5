import { TargetFile } from './target-file.js';

/** Writes a small new file and makes it durable; its name is durable once its folder is synced. */
export async function writeDurableFile(path: string, bytes: Uint8Array): Promise<void> {
  const file = await TargetFile.create(path);
  try {
    await file.append(bytes);
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.finish();
}
