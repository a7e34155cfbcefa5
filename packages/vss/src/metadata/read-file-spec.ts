import type { DriverControl } from '@dsbackup/session';
import type { IVssWMFiledesc } from '../native/ivss-wm-filedesc.js';
import { vssCall, written } from '../requester/vss-call.js';
import type { FileSpec } from './writer-metadata.js';

/** Reads one file spec. The caller keeps the interface. */
export async function readFileSpec(control: DriverControl, filedesc: IVssWMFiledesc): Promise<FileSpec> {
  const getter = (name: string) => ({ call: `IVssWMFiledesc::${name}` });
  const { bstrPath } = await vssCall(control, getter('GetPath'), () => filedesc.GetPath());
  const { bstrFilespec } = await vssCall(control, getter('GetFilespec'), () => filedesc.GetFilespec());
  const { bRecursive } = await vssCall(control, getter('GetRecursive'), () => filedesc.GetRecursive());
  const { bstrAlternateLocation } = await vssCall(control, getter('GetAlternateLocation'), () =>
    filedesc.GetAlternateLocation(),
  );
  const { dwTypeMask } = await vssCall(control, getter('GetBackupTypeMask'), () =>
    filedesc.GetBackupTypeMask(),
  );
  return {
    path: written(bstrPath, 'IVssWMFiledesc::GetPath'),
    filespec: written(bstrFilespec, 'IVssWMFiledesc::GetFilespec'),
    recursive: bRecursive,
    // Absent and empty mean the same; which of them Windows gives is not documented.
    alternateLocation: bstrAlternateLocation || null,
    backupTypeMask: dwTypeMask,
  };
}
