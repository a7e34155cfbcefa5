import { SeededRandom } from '../database/seeded-random.js';
import { hive } from './hive.js';

/** A small file of a made machine. */
export interface SmallFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const hives = ['SYSTEM', 'SAM', 'SECURITY', 'SOFTWARE', 'DEFAULT'];
const policies = ['{31B2F340-016D-11D2-945F-00C04FB984F9}', '{6AC1786C-016F-11D2-945F-00C04FB984F9}'];
const driverBytes = 6000;

/** The small files that every made machine has: hives, policies, a task, a driver and a service that is not Windows' own. */
export function systemFiles(seed: number): readonly SmallFile[] {
  const random = new SeededRandom(seed ^ 0x5eed);
  return [
    ...hives.map((name) => ({ path: `Windows/System32/config/${name}`, bytes: hive(name, random.next()) })),
    ...policies.flatMap(policyFiles),
    text('Windows/SYSVOL/domain/scripts/logon.cmd', '@echo off\r\nnet use H: \\\\%LOGONSERVER%\\home\r\n'),
    text(
      'Windows/System32/Tasks/Backup check',
      '<?xml version="1.0"?>\r\n<Task version="1.2"><Actions/></Task>\r\n',
    ),
    { path: 'Windows/System32/drivers/disk.sys', bytes: random.bytes(driverBytes) },
    { path: 'Program Files/Third Party Agent/agent.exe', bytes: random.bytes(driverBytes) },
  ];
}

/** Folders that are empty. */
export const emptyFolders = [
  'Windows/SYSVOL/staging/domain',
  'Windows/SYSVOL/staging areas',
  'Windows/SYSVOL/sysvol',
];

function policyFiles(guid: string): SmallFile[] {
  const folder = `Windows/SYSVOL/domain/Policies/${guid}`;
  return [
    text(`${folder}/GPT.INI`, '[General]\r\nVersion=3\r\ndisplayName=Policy\r\n'),
    text(
      `${folder}/MACHINE/Microsoft/Windows NT/SecEdit/GptTmpl.inf`,
      '[Unicode]\r\nUnicode=yes\r\n[System Access]\r\nMinimumPasswordLength = 7\r\n[Version]\r\nsignature="$CHICAGO$"\r\n',
    ),
    text(`${folder}/USER/comment.cmtx`, '<?xml version="1.0"?>\r\n<policyComments/>\r\n'),
  ];
}

function text(path: string, content: string): SmallFile {
  return { path, bytes: new TextEncoder().encode(content) };
}
