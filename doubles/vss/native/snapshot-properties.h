// Filling and freeing VSS_SNAPSHOT_PROP.
#pragma once

#include <windows.h>
#include <vss.h>

#include "machine-snapshots.h"

// The Microsoft Software Shadow Copy provider.
inline const VSS_ID SYSTEM_PROVIDER = {0xb5946137, 0x7b9f, 0x4925, {0xaf, 0x80, 0x51, 0xab, 0xd6, 0x0b, 0x20, 0xd5}};

void fillSnapshotProperties(const MachineSnapshot &snapshot, VSS_SNAPSHOT_PROP *properties);
