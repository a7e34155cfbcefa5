import type { IVssBackupComponents, IVssComponent } from '@dsbackup/vss/native';
import { written } from './interface-tests.js';

/** The one component that takes part. */
export async function onlyComponent(backup: IVssBackupComponents): Promise<IVssComponent> {
  const writer = written(await backup.GetWriterComponents(0), 'pWriter');
  const component = written(await writer.GetComponent(0), 'pComponent');
  await writer.Release();
  return component;
}
