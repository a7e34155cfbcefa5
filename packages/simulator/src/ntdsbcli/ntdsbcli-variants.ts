/**
 * How the simulated ntdsbcli.dll behaves where the public sources leave it open (fact sheet, sections 10 and 12),
 * so that a caller can be tried against every form. The defaults are the documented or likelier ones.
 */
export interface NtdsbcliVariants {
  /**
   * The end of a file: ERROR_HANDLE_EOF as it is, or wrapped as 0x80070026, or success with 0 bytes, or
   * ERROR_HANDLE_EOF together with the last bytes.
   */
  readonly endOfFile?: 'raw' | 'wrapped' | 'zero-bytes' | 'with-last-bytes';
  /** All other Win32 codes: as they are, or wrapped by HRESULT_FROM_WIN32. */
  readonly win32Codes?: 'raw' | 'wrapped';
  /** Reads give less than asked for, in odd sizes, as a transport that fragments does. */
  readonly shortReads?: boolean;
  /** Lists end in two NULs, or the last one is missing. */
  readonly lists?: 'terminated' | 'without-final-nul';
  /** DsBackupOpenFile wants names without their type character, or with it. */
  readonly openNames?: 'without-tag' | 'with-tag';
  /** Bytes by which the size that DsBackupOpenFile answers differs from what can be read. */
  readonly sizeDifference?: number;
  /** DsRestoreGetDatabaseLocations takes the context of a backup too, as in Windows 2000, or refuses it. */
  readonly locationsOfBackup?: 'answered' | 'refused';
  /** DsRestoreGetDatabaseLocations ends in an error also in a restore, so that the caller must know the places. */
  readonly locationsOfRestore?: 'answered' | 'refused';
  /** Whether the DLL exports the undocumented DsRestoreCheckExpiryToken; it does if not given. */
  readonly hasDsRestoreCheckExpiryToken?: boolean;
}
