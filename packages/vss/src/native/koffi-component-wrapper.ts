import type { IVssComponent } from './ivss-component.js';
import type { IVssComponentEx, IVssComponentEx2, NewerComponents } from './ivss-component-ex.js';
import type { IVssWMFiledesc } from './ivss-wm-filedesc.js';
import type { ComRuntime } from './koffi-com-runtime.js';
import { bindIVssComponent } from './koffi-ivss-component.js';
import { bindIVssComponentEx, bindIVssComponentEx2 } from './koffi-ivss-component-ex.js';
import { createQueryNewer } from './koffi-query-newer.js';
import { holdReference } from './koffi-reference.js';
import { IVssComponentEx2Table, IVssComponentExTable } from './tables/ivss-component-ex-tables.js';
import { IVssComponentTable } from './tables/ivss-component-table.js';

/** Makes the wrapper of IVssComponent objects, and by it those of their newer interfaces. */
export function createIVssComponentWrapper(
  com: ComRuntime,
  wrapFiledesc: (address: bigint) => IVssWMFiledesc,
): (address: bigint) => IVssComponent {
  const bindBase = bindIVssComponent(com, wrapFiledesc);
  const bindEx = bindIVssComponentEx(com);
  const bindEx2 = bindIVssComponentEx2(com);
  const query = createQueryNewer<NewerComponents>(com, {
    IVssComponentEx: { table: IVssComponentExTable, wrap: wrapEx },
    IVssComponentEx2: { table: IVssComponentEx2Table, wrap: wrapEx2 },
  });

  function hold(name: string, address: bigint) {
    const reference = holdReference(name, address, com.unknown.release);
    const self = () => reference.address;
    const component: IVssComponent = {
      Release: () => reference.Release(),
      QueryInterface: async (newer) => query(self(), newer),
      ...bindBase(self),
    };
    return { self, component };
  }

  function wrapEx(address: bigint): IVssComponentEx {
    const { self, component } = hold(IVssComponentExTable.name, address);
    return { ...component, ...bindEx(self) };
  }

  function wrapEx2(address: bigint): IVssComponentEx2 {
    const { self, component } = hold(IVssComponentEx2Table.name, address);
    return { ...component, ...bindEx(self), ...bindEx2(self) };
  }

  return (address) => hold(IVssComponentTable.name, address).component;
}
