import { describe, expect, it } from 'vitest';
import { defineInterface } from './com-interface.js';
import { IUnknownTable } from './iunknown-table.js';
import { IVssBackupComponentsTable } from './ivss-backup-components-table.js';
import { IVssWriterComponentsTable } from './ivss-writer-components-table.js';

describe('defineInterface', () => {
  it('numbers methods on from those of the parent', () => {
    const parent = defineInterface({ name: 'A', iid: null, parent: IUnknownTable, methods: { First: [] } });
    const child = defineInterface({ name: 'B', iid: null, parent, methods: { Second: ['uint32'] } });
    expect(parent.methods.First.slot).toBe(3);
    expect(child.methods.Second).toEqual({ slot: 4, parameters: ['uint32'] });
    expect(child.slotCount).toBe(5);
  });

  it('puts the calls that others got wrong where Windows has them', () => {
    const { InitializeForBackup, SaveAsXML, DoSnapshotSet } = IVssBackupComponentsTable.methods;
    expect([InitializeForBackup.slot, SaveAsXML.slot, DoSnapshotSet.slot]).toEqual([5, 26, 38]);
    expect(IVssBackupComponentsTable.slotCount).toBe(51);
  });

  it('starts IVssWriterComponents at 0, since it is no IUnknown', () => {
    expect(IVssWriterComponentsTable.methods.GetComponentCount.slot).toBe(0);
    expect(IVssWriterComponentsTable.slotCount).toBe(3);
  });
});
