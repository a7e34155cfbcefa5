import { outBOOL, outBool, outUint64 } from '@dsbackup/win32';
import type { IVssComponent } from './ivss-component.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { createGetters } from './koffi-getters.js';
import { outBstr } from './koffi-out.js';
import { IVssComponentTable } from './tables/ivss-component-table.js';

/** Binds the getters of IVssComponent, for the object that `self` answers. They are called in place: they only read a document that is in memory. */
export function bindIVssComponent(com: ComRuntime, wrapFiledesc: (address: bigint) => IVssWMFiledesc) {
  const methods = com.bind(IVssComponentTable);
  return (self: () => bigint): Omit<IVssComponent, 'QueryInterface' | 'Release'> => {
    const get = createGetters(com, self);

    return {
      async GetLogicalPath() {
        const { hr, text: bstrPath } = get.text(methods.GetLogicalPath);
        return { hr, bstrPath };
      },
      async GetComponentType() {
        const { hr, value: ct } = get.number(methods.GetComponentType);
        return { hr, ct };
      },
      async GetComponentName() {
        const { hr, text: bstrName } = get.text(methods.GetComponentName);
        return { hr, bstrName };
      },
      async GetBackupSucceeded() {
        const { hr, value: bSucceeded } = get.bool(methods.GetBackupSucceeded);
        return { hr, bSucceeded };
      },
      async GetAlternateLocationMappingCount() {
        const { hr, value: cMappings } = get.number(methods.GetAlternateLocationMappingCount);
        return { hr, cMappings };
      },
      async GetAlternateLocationMapping(iMapping) {
        const { hr, value } = get.interface(methods.GetAlternateLocationMapping, iMapping, wrapFiledesc);
        return { hr, pFiledesc: value };
      },
      async GetBackupMetadata() {
        const { hr, text: bstrData } = get.text(methods.GetBackupMetadata);
        return { hr, bstrData };
      },
      async GetPartialFileCount() {
        const { hr, value: cPartialFiles } = get.number(methods.GetPartialFileCount);
        return { hr, cPartialFiles };
      },
      async GetPartialFile(iPartialFile) {
        const [path, file, range, metadata] = [
          outBstr(com.bstr),
          outBstr(com.bstr),
          outBstr(com.bstr),
          outBstr(com.bstr),
        ];
        const hr = methods.GetPartialFile(
          self(),
          iPartialFile,
          path.memory,
          file.memory,
          range.memory,
          metadata.memory,
        );
        return {
          hr,
          bstrPath: path.take(),
          bstrFilename: file.take(),
          bstrRange: range.take(),
          bstrMetadata: metadata.take(),
        };
      },
      async IsSelectedForRestore() {
        const { hr, value: bSelectedForRestore } = get.bool(methods.IsSelectedForRestore);
        return { hr, bSelectedForRestore };
      },
      async GetAdditionalRestores() {
        const { hr, value: bAdditionalRestores } = get.bool(methods.GetAdditionalRestores);
        return { hr, bAdditionalRestores };
      },
      async GetNewTargetCount() {
        const { hr, value: cNewTarget } = get.number(methods.GetNewTargetCount);
        return { hr, cNewTarget };
      },
      async GetNewTarget(iNewTarget) {
        const { hr, value: pFiledesc } = get.interface(methods.GetNewTarget, iNewTarget, wrapFiledesc);
        return { hr, pFiledesc };
      },
      async GetDirectedTargetCount() {
        const { hr, value: cDirectedTarget } = get.number(methods.GetDirectedTargetCount);
        return { hr, cDirectedTarget };
      },
      async GetDirectedTarget(iDirectedTarget) {
        const [sourcePath, sourceFile, sourceRanges] = [
          outBstr(com.bstr),
          outBstr(com.bstr),
          outBstr(com.bstr),
        ];
        const [path, file, ranges] = [outBstr(com.bstr), outBstr(com.bstr), outBstr(com.bstr)];
        const hr = methods.GetDirectedTarget(
          self(),
          iDirectedTarget,
          sourcePath.memory,
          sourceFile.memory,
          sourceRanges.memory,
          path.memory,
          file.memory,
          ranges.memory,
        );
        return {
          hr,
          bstrSourcePath: sourcePath.take(),
          bstrSourceFileName: sourceFile.take(),
          bstrSourceRangeList: sourceRanges.take(),
          bstrDestinationPath: path.take(),
          bstrDestinationFilename: file.take(),
          bstrDestinationRangeList: ranges.take(),
        };
      },
      async GetRestoreMetadata() {
        const { hr, text: bstrRestoreMetadata } = get.text(methods.GetRestoreMetadata);
        return { hr, bstrRestoreMetadata };
      },
      async GetRestoreTarget() {
        const { hr, value: target } = get.number(methods.GetRestoreTarget);
        return { hr, target };
      },
      async GetPreRestoreFailureMsg() {
        const { hr, text: bstrPreRestoreFailureMsg } = get.text(methods.GetPreRestoreFailureMsg);
        return { hr, bstrPreRestoreFailureMsg };
      },
      async GetPostRestoreFailureMsg() {
        const { hr, text: bstrPostRestoreFailureMsg } = get.text(methods.GetPostRestoreFailureMsg);
        return { hr, bstrPostRestoreFailureMsg };
      },
      async GetBackupStamp() {
        const { hr, text: bstrBackupStamp } = get.text(methods.GetBackupStamp);
        return { hr, bstrBackupStamp };
      },
      async GetPreviousBackupStamp() {
        const { hr, text: bstrBackupStamp } = get.text(methods.GetPreviousBackupStamp);
        return { hr, bstrBackupStamp };
      },
      async GetBackupOptions() {
        const { hr, text: bstrBackupOptions } = get.text(methods.GetBackupOptions);
        return { hr, bstrBackupOptions };
      },
      async GetRestoreOptions() {
        const { hr, text: bstrRestoreOptions } = get.text(methods.GetRestoreOptions);
        return { hr, bstrRestoreOptions };
      },
      async GetRestoreSubcomponentCount() {
        const { hr, value: cRestoreSubcomponent } = get.number(methods.GetRestoreSubcomponentCount);
        return { hr, cRestoreSubcomponent };
      },
      async GetRestoreSubcomponent(iComponent) {
        const [path, name, repair] = [outBstr(com.bstr), outBstr(com.bstr), outBool()];
        const hr = methods.GetRestoreSubcomponent(
          self(),
          iComponent,
          path.memory,
          name.memory,
          repair.memory,
        );
        return {
          hr,
          bstrLogicalPath: path.take(),
          bstrComponentName: name.take(),
          bRepair: repair.read() ?? false,
        };
      },
      async GetFileRestoreStatus() {
        const { hr, value: status } = get.number(methods.GetFileRestoreStatus);
        return { hr, status };
      },
      async GetDifferencedFilesCount() {
        const { hr, value: cDifferencedFiles } = get.number(methods.GetDifferencedFilesCount);
        return { hr, cDifferencedFiles };
      },
      async GetDifferencedFile(iDifferencedFile) {
        const [path, filespec, lsn] = [outBstr(com.bstr), outBstr(com.bstr), outBstr(com.bstr)];
        const [recursive, time] = [outBOOL(), outUint64()];
        const hr = methods.GetDifferencedFile(
          self(),
          iDifferencedFile,
          path.memory,
          filespec.memory,
          recursive.memory,
          lsn.memory,
          time.memory,
        );
        return {
          hr,
          bstrPath: path.take(),
          bstrFilespec: filespec.take(),
          bRecursive: recursive.read() ?? false,
          bstrLsnString: lsn.take(),
          ftLastModifyTime: time.read() ?? 0n,
        };
      },
    };
  };
}
