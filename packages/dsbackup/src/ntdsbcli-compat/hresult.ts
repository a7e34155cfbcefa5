/**
 * A status as ntdsbcli.dll returns it, as an unsigned 32-bit number: success is exactly 0. A Win32 code comes as the small
 * positive number that it is, so that C's `FAILED(hr)` would take it for a success: compare with 0.
 */
export type HRESULT = number;

// winerror.h: the Win32 and RPC codes that the pages of the Directory Backup Functions name, and those that this layer adds.
export const ERROR_ACCESS_DENIED = 5;
export const ERROR_NOT_ENOUGH_MEMORY = 8;
export const ERROR_HANDLE_EOF = 38;
export const ERROR_NOT_SUPPORTED = 50;
export const ERROR_INVALID_PARAMETER = 87;
export const ERROR_DISK_FULL = 112;
export const ERROR_MOD_NOT_FOUND = 126;
export const ERROR_BUSY = 170;
export const ERROR_ALREADY_EXISTS = 183;
export const ERROR_TIMEOUT = 1460;
export const RPC_S_INVALID_BINDING = 1702;
