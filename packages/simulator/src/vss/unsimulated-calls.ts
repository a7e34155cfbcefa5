import type {
  HRESULT,
  IVssBackupComponents,
  IVssComponent,
  IVssExamineWriterMetadata,
  IVssWMComponent,
} from '@dsbackup/vss/native';
import { hresult } from './vss-values.js';

/** A method that answers E_NOTIMPL, as Wine's vssapi.dll does; its out-parameters as nobody wrote them. */
function answer<Out extends object>(out: Out) {
  return async (): Promise<Out & { hr: HRESULT }> => ({ hr: hresult.E_NOTIMPL, ...out });
}

const status = async (): Promise<HRESULT> => hresult.E_NOTIMPL;
const starts = answer({ pAsync: null });
const filedesc = answer({ pFiledesc: null });
/** The oldest Windows is simulated, which knows no newer interface. */
const queryInterface = async () => undefined;

/** What the simulator has not of `IVssBackupComponents`: restores, and shadow copies beyond the backup. */
export const unsimulatedBackupCalls = {
  QueryInterface: queryInterface,
  SetBackupOptions: status,
  SetPreviousBackupStamp: status,
  DisableWriterClasses: status,
  EnableWriterClasses: status,
  DisableWriterInstances: status,
  InitializeForRestore: status,
  SetRestoreState: status,
  SetSelectedForRestore: status,
  SetRestoreOptions: status,
  SetAdditionalRestores: status,
  AddAlternativeLocationMapping: status,
  AddRestoreSubcomponent: status,
  SetFileRestoreStatus: status,
  AddNewTarget: status,
  SetRangesFilePath: status,
  PreRestore: starts,
  PostRestore: starts,
  ImportSnapshots: starts,
  BreakSnapshotSet: status,
  Query: answer({ pEnum: null }),
  ExposeSnapshot: answer({ wszExposed: null }),
  RevertToSnapshot: status,
  QueryRevertStatus: starts,
} satisfies Partial<IVssBackupComponents>;

/** What the simulator has not of `IVssExamineWriterMetadata`. */
export const unsimulatedMetadataCalls = {
  QueryInterface: queryInterface,
  GetRestoreMethod: answer({
    method: 0,
    bstrService: null,
    bstrUserProcedure: null,
    writerRestore: 0,
    bRebootRequired: false,
    cMappings: 0,
  }),
  GetAlternateLocationMapping: filedesc,
  GetBackupSchema: answer({ dwSchemaMask: 0 }),
  GetDocument: answer({ pDoc: null }),
  LoadFromXML: status,
} satisfies Partial<IVssExamineWriterMetadata>;

/** What the simulator has not of `IVssWMComponent`. */
export const unsimulatedWMComponentCalls = {
  GetDependency: answer({ pDependency: null }),
} satisfies Partial<IVssWMComponent>;

/** What the simulator has not of `IVssComponent`. */
export const unsimulatedComponentCalls = {
  QueryInterface: queryInterface,
  GetBackupSucceeded: answer({ bSucceeded: false }),
  GetAlternateLocationMappingCount: answer({ cMappings: 0 }),
  GetAlternateLocationMapping: filedesc,
  GetPartialFileCount: answer({ cPartialFiles: 0 }),
  GetPartialFile: answer({ bstrPath: null, bstrFilename: null, bstrRange: null, bstrMetadata: null }),
  IsSelectedForRestore: answer({ bSelectedForRestore: false }),
  GetAdditionalRestores: answer({ bAdditionalRestores: false }),
  GetNewTargetCount: answer({ cNewTarget: 0 }),
  GetNewTarget: filedesc,
  GetDirectedTargetCount: answer({ cDirectedTarget: 0 }),
  GetDirectedTarget: answer({
    bstrSourcePath: null,
    bstrSourceFileName: null,
    bstrSourceRangeList: null,
    bstrDestinationPath: null,
    bstrDestinationFilename: null,
    bstrDestinationRangeList: null,
  }),
  GetRestoreMetadata: answer({ bstrRestoreMetadata: null }),
  GetRestoreTarget: answer({ target: 0 }),
  GetPreRestoreFailureMsg: answer({ bstrPreRestoreFailureMsg: null }),
  GetPostRestoreFailureMsg: answer({ bstrPostRestoreFailureMsg: null }),
  GetBackupStamp: answer({ bstrBackupStamp: null }),
  GetPreviousBackupStamp: answer({ bstrBackupStamp: null }),
  GetBackupOptions: answer({ bstrBackupOptions: null }),
  GetRestoreOptions: answer({ bstrRestoreOptions: null }),
  GetRestoreSubcomponentCount: answer({ cRestoreSubcomponent: 0 }),
  GetRestoreSubcomponent: answer({ bstrLogicalPath: null, bstrComponentName: null, bRepair: false }),
  GetFileRestoreStatus: answer({ status: 0 }),
  GetDifferencedFilesCount: answer({ cDifferencedFiles: 0 }),
  GetDifferencedFile: answer({
    bstrPath: null,
    bstrFilespec: null,
    bRecursive: false,
    bstrLsnString: null,
    ftLastModifyTime: 0n,
  }),
} satisfies Partial<IVssComponent>;
