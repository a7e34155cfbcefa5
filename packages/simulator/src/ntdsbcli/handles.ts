/** What the resource ledger calls the things that ntdsbcli.dll hands out. */
export const handles = {
  memory: 'memory of ntdsbcli.dll',
  openFile: 'file of a legacy backup',
  context: 'HBC',
} as const;
