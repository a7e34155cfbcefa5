/** Stands in a destination while files are being exchanged there, so that nobody takes it for whole. */
export const noticeName = 'dsbackup-restore-UNFINISHED.txt';
/** Where new files are written. In the destination itself, so that moving them into place is a rename. */
export const stagingName = 'dsbackup-restore.new';
/** Where the files that were there before are kept until Windows has accepted the new ones. */
export const asideName = 'dsbackup-restore.old';

/** What the notice says, for whoever finds it. */
export function unfinishedNotice(began: Date): string {
  return [
    'The restore of the directory database into this folder has not finished.',
    `It began to exchange files at ${began.toISOString()}.`,
    '',
    `The files that were here before are in the folder ${asideName}; files of the backup may be here or in ${stagingName}.`,
    'Do not start the directory service from this folder as it is.',
    '',
    'To go back: remove the database, the logs and the checkpoint that are here, move everything out of',
    `${asideName} back into this folder, and remove this file. To go on: do that, and run the restore again.`,
    '',
  ].join('\r\n');
}
