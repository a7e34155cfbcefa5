/** The exports of kernel32.dll by which a requester learns where files really are. All numbers are Win32 error codes, 0 for success. */
export interface Kernel32Api {
  /** Expands `%SystemRoot%` and the like. Unknown names stay as they are. */
  ExpandEnvironmentStringsW(lpSrc: string): Promise<{ error: number; dst: string }>;
  /** The mount point of the volume that a path lies on, with a trailing backslash: `C:\` or `C:\Mount\`. */
  GetVolumePathNameW(lpszFileName: string): Promise<{ error: number; volumePathName: string }>;
  /** `\\?\Volume{...}\` of a mount point that ends in a backslash. */
  GetVolumeNameForVolumeMountPointW(
    lpszVolumeMountPoint: string,
  ): Promise<{ error: number; volumeName: string }>;
}
