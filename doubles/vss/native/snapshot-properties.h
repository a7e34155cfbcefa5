// Filling and freeing VSS_SNAPSHOT_PROP.
#pragma once

#include <windows.h>
#include <vss.h>

#include "backup.h"

void fillSnapshotProperties(const Backup &backup, const Snapshot &snapshot, VSS_SNAPSHOT_PROP *properties);
