export type Koffi = typeof import('koffi').default;

let loading: Promise<Koffi> | undefined;

/**
 * Loads koffi at first use and keeps it. Nothing native is touched before that, so that importing this package
 * costs nothing and works on a system that koffi has no build for.
 *
 * @throws {Error} when koffi's native part is not installed for this system; `cause` says why.
 */
export function loadKoffi(): Promise<Koffi> {
  loading ??= importKoffi();
  return loading;
}

async function importKoffi(): Promise<Koffi> {
  try {
    const module = await import('koffi');
    return module.default;
  } catch (cause) {
    const system = `${process.platform}-${process.arch}`;
    throw new Error(
      `koffi, which calls Windows for us, did not load. Install the dependencies again on this machine, optional ones included: its native part is the optional package @koromix/koffi-${system}`,
      { cause },
    );
  }
}
