import type { Kernel32Api } from './kernel32-api.js';
import type { ShadowFileSystem } from './shadow-file-system.js';
import type { VssapiApi } from './vssapi-api.js';

/** Everything native that the VSS backend stands on, as one object that a host hands out. */
export interface VssNative {
  readonly vssapi: VssapiApi;
  readonly kernel32: Kernel32Api;
  readonly files: ShadowFileSystem;
}
