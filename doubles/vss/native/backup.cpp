#include "backup.h"

namespace {
const Backup *inProgress = nullptr;
}

const char *Backup::phase() const {
  if (completeStarted) return "BackupComplete";
  if (snapshotStarted) return "DoSnapshotSet";
  return "PrepareForBackup";
}

const Backup *snapshotSetInProgress() { return inProgress; }

void beginSnapshotSet(const Backup *backup) { inProgress = backup; }

void endSnapshotSet(const Backup *backup) {
  if (inProgress == backup) inProgress = nullptr;
}
