import type { Kernel32Api } from '@dsbackup/vss/native';
import type { StatusCall } from '../machine/failure-plan.js';
import type { SimulatedMachine } from '../machine/simulated-machine.js';
import { parseWindowsPath } from '../windows/windows-path.js';
import { isTheVolume, mountPoint, volumeNameOf } from './simulated-volume.js';

const ERROR_FILE_NOT_FOUND = 2;
const ERROR_PATH_NOT_FOUND = 3;
const ERROR_INVALID_NAME = 123;

const environment: Readonly<Record<string, string>> = {
  systemdrive: 'C:',
  systemroot: 'C:\\Windows',
  windir: 'C:\\Windows',
  programfiles: 'C:\\Program Files',
  programdata: 'C:\\ProgramData',
};

/** The three exports of kernel32.dll, for a machine with one volume. */
export class SimulatedKernel32 implements Kernel32Api {
  readonly #machine: SimulatedMachine;

  constructor(machine: SimulatedMachine) {
    this.#machine = machine;
  }

  async ExpandEnvironmentStringsW(lpSrc: string): Promise<{ error: number; dst: string }> {
    const planned = this.#planned('ExpandEnvironmentStringsW', lpSrc);
    if (planned !== undefined) return { error: planned, dst: '' };
    const dst = lpSrc.replace(
      /%([^%]+)%/g,
      (whole, name: string) => environment[name.toLowerCase()] ?? whole,
    );
    return { error: 0, dst };
  }

  async GetVolumePathNameW(lpszFileName: string): Promise<{ error: number; volumePathName: string }> {
    const planned = this.#planned('GetVolumePathNameW', lpszFileName);
    const error = planned ?? (parseWindowsPath(lpszFileName)?.kind === 'live' ? 0 : ERROR_PATH_NOT_FOUND);
    return { error, volumePathName: error === 0 ? mountPoint : '' };
  }

  async GetVolumeNameForVolumeMountPointW(
    lpszVolumeMountPoint: string,
  ): Promise<{ error: number; volumeName: string }> {
    const planned = this.#planned('GetVolumeNameForVolumeMountPointW', lpszVolumeMountPoint);
    const error = planned ?? this.#mountPointError(lpszVolumeMountPoint);
    return { error, volumeName: error === 0 ? volumeNameOf(this.#machine.computerName) : '' };
  }

  #mountPointError(name: string): number {
    if (!name.endsWith('\\')) return ERROR_INVALID_NAME;
    return isTheVolume(this.#machine.computerName, name) ? 0 : ERROR_FILE_NOT_FOUND;
  }

  #planned(call: StatusCall, argument: string): number | undefined {
    this.#machine.journal.write(`${call}("${argument}")`);
    const planned = this.#machine.failures.take(call);
    return planned === undefined ? undefined : Number(planned.status);
  }
}
