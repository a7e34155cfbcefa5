// The shadow copies that this machine has, of whichever requester, and what Query lists.
#pragma once

#include <windows.h>
#include <vss.h>

#include <string>
#include <vector>

struct MachineSnapshot {
  VSS_ID id;
  VSS_ID setId;
  LONG count;
  std::wstring volume;
  // From 1: the N of HarddiskVolumeShadowCopyN.
  int number;
  LONG attributes;
  std::wstring exposedName = {};
};

std::vector<MachineSnapshot> &machineSnapshots();

// Null when there is none of that id.
MachineSnapshot *findMachineSnapshot(const VSS_ID &id);

IVssEnumObject *enumerateSnapshots();
IVssEnumObject *enumerateProviders();
