export type { DsBlock, DsMemory, HBC, NtdsbcliApi, Status } from './ntdsbcli-api.js';
