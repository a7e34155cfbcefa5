/* Stands in for mingw-w64's own header of this name, of which ntdsbcli.h needs one macro. */
#ifndef DSBACKUP_MINGW_UNICODE_STUB
#define DSBACKUP_MINGW_UNICODE_STUB

#define __MINGW_NAME_AW(func) func##A

#endif
