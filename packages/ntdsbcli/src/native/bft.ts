/**
 * The attachment types of ntdsbcli.h: the first character of every name in a list of the DLL.
 *
 * Microsoft's page gives BFT_LOG_DIR as 0x22 and BFT_CHECKPOINT_DIR as 0x23. That is wrong: the header, the ADAM
 * help and the constants of the sibling CertSrvBackup API agree on 0x82 and 0x83. In C without UNICODE the type is a
 * signed CHAR and these two become -126 and -125; here they are the characters of a W list.
 * Source: https://learn.microsoft.com/windows/win32/ad/bft-constants
 */

/** Flag: the path is a directory. */
export const BFT_DIRECTORY = 0x80;
/** Flag: the file belongs in the directory of the database. */
export const BFT_DATABASE_DIRECTORY = 0x40;
/** Flag: the file belongs in the directory of the logs. */
export const BFT_LOG_DIRECTORY = 0x20;

export const BFT_LOG = 0x21;
export const BFT_LOG_DIR = 0x82;
export const BFT_CHECKPOINT_DIR = 0x83;
/** The directory database, ntds.dit. */
export const BFT_NTDS_DATABASE = 0x44;
/** Only Windows 2000 makes patch files. */
export const BFT_PATCH_FILE = 0x25;
export const BFT_UNKNOWN = 0x0f;
