import { defineInterface } from './com-interface.js';

/** The three slots that come first in every vtable of COM (unknwn.h). */
export const IUnknownTable = defineInterface({
  name: 'IUnknown',
  iid: '{00000000-0000-0000-c000-000000000046}',
  parent: null,
  methods: {
    QueryInterface: ['memory', 'memory'],
    AddRef: [],
    Release: [],
  },
});
