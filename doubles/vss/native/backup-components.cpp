// IVssBackupComponents, strict about the order of calls: VSS_E_BAD_STATE for every call out of turn.
#include <algorithm>
#include <memory>

#include "newer-calls.h"
#include "snapshot-properties.h"
#include "writer-components.h"

namespace {

constexpr size_t MAXIMUM_VOLUMES = 64;

bool isContext(LONG context) {
  switch (context) {
    case VSS_CTX_BACKUP:
    case VSS_CTX_FILE_SHARE_BACKUP:
    case VSS_CTX_NAS_ROLLBACK:
    case VSS_CTX_APP_ROLLBACK:
    case VSS_CTX_CLIENT_ACCESSIBLE:
    case VSS_CTX_CLIENT_ACCESSIBLE_WRITERS:
      return true;
    default:
      return false;
  }
}

// A volume by its mount point or by its name, each with a backslash at its end; DRIVE_NO_ROOT_DIR for anything else.
// Wine's GetDriveTypeW doesn't know volume names, so it is asked about a mount point of the volume.
UINT driveType(const WCHAR *volume) {
  const std::wstring name = volume == nullptr ? L"" : volume;
  if (!name.ends_with(L'\\')) return DRIVE_NO_ROOT_DIR;
  if (!name.starts_with(L"\\\\?\\Volume{")) return GetDriveTypeW(volume);
  WCHAR mountPoints[MAX_PATH];
  DWORD length;
  if (!GetVolumePathNamesForVolumeNameW(volume, mountPoints, MAX_PATH, &length)) return DRIVE_NO_ROOT_DIR;
  return GetDriveTypeW(mountPoints);
}

MachineSnapshot describe(const Backup &backup, const Snapshot &snapshot) {
  return {.id = snapshot.id,
          .setId = backup.setId,
          .count = static_cast<LONG>(backup.snapshots.size()),
          .volume = snapshot.volume,
          .number = snapshot.number,
          .attributes = backup.context | VSS_VOLSNAP_ATTR_DIFFERENTIAL | VSS_VOLSNAP_ATTR_AUTORECOVER};
}

// What a writer leaves with its component once the shadow copy exists.
void leaveBackup(const Backup &backup, AddedComponent &added) {
  added.backupMetadata = added.writer->backupMetadata;
  added.state.backupStamp = L"stamp of " + added.component->name;
  if (backup.options.partialFiles) leavePartialFiles(added);
  const control::WriterFailure failure = control::writerFailure(added.writer->name, "DoSnapshotSet");
  if (!failure.set) return;
  added.state.snapshotFailure = L"The double failed in its shadow copy.";
  added.state.failure = failure.failure;
  added.state.applicationFailure = static_cast<HRESULT>(0xE0001234);
  added.state.applicationMessage = L"The double's application failed.";
}

bool isVolume(const WCHAR *volume) { return driveType(volume) > DRIVE_NO_ROOT_DIR; }

class BackupComponents final : public NewerCalls<BackupComponents> {
 public:
  static constexpr const char *name = "IVssBackupComponents";

  // Auto-release snapshots go with the object.
  ~BackupComponents() {
    if (!backup_->running.empty()) control::recordMisuse("IVssBackupComponents released while " + backup_->running + " runs");
    if (backup_->prepared && !backup_->completed && !backup_->abortTried) {
      control::recordMisuse("IVssBackupComponents released after PrepareForBackup without BackupComplete or AbortBackup");
    }
    endSnapshotSet(backup_.get());
    std::erase_if(machineSnapshots(), [this](const MachineSnapshot &snapshot) {
      return snapshot.setId == backup_->setId && (snapshot.attributes & VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE) == 0;
    });
    *backup_->metadataAlive = false;
  }

  HRESULT STDMETHODCALLTYPE InitializeForBackup(BSTR xml) override {
    return control::call("IVssBackupComponents::InitializeForBackup", [&]() -> HRESULT {
      if (backup_->initialized) return VSS_E_BAD_STATE;
      if (xml != nullptr && (SysStringLen(xml) == 0 || xml[0] != L'<')) return VSS_E_INVALID_XML_DOCUMENT;
      backup_->initialized = true;
      backup_->withDocument = xml != nullptr;
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE SetContext(LONG context) override {
    return control::call("IVssBackupComponents::SetContext", [&]() -> HRESULT {
      if (!backup_->usable() || backup_->contextSet || backup_->stateSet || backup_->gatherStarted) {
        return VSS_E_BAD_STATE;
      }
      if (!isContext(context)) return VSS_E_UNSUPPORTED_CONTEXT;
      backup_->contextSet = true;
      backup_->context = context;
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE SetBackupState(boolean selectComponents, boolean bootable, VSS_BACKUP_TYPE type,
                                           boolean partialFiles) override {
    return control::call("IVssBackupComponents::SetBackupState", [&]() -> HRESULT {
      if (!backup_->usable() || backup_->prepareStarted) return VSS_E_BAD_STATE;
      if (!isBool(selectComponents) || !isBool(bootable) || !isBool(partialFiles)) return E_INVALIDARG;
      if (type <= VSS_BT_UNDEFINED || type > VSS_BT_OTHER) return E_INVALIDARG;
      backup_->stateSet = true;
      backup_->options = {selectComponents != 0, bootable != 0, partialFiles != 0, type};
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE GatherWriterMetadata(IVssAsync **out) override {
    return start("GatherWriterMetadata", out, [this]() -> HRESULT {
      if (backup_->gatherStarted) return VSS_E_BAD_STATE;
      backup_->gatherStarted = true;
      return S_OK;
    }, [](Backup &backup) {
      backup.gathered = true;
      for (const Writer &writer : writers()) {
        const bool silent = control::writerFailure(writer.name, "GatherWriterMetadata").set;
        if (!silent && backup.admits(writer)) backup.present.push_back(&writer);
      }
      return VSS_S_ASYNC_FINISHED;
    });
  }

  HRESULT STDMETHODCALLTYPE GetWriterMetadataCount(UINT *count) override {
    return control::call("IVssBackupComponents::GetWriterMetadataCount", [&]() -> HRESULT {
      if (!backup_->metadataReadable()) return VSS_E_BAD_STATE;
      return give(count, static_cast<UINT>(backup_->present.size()));
    });
  }

  HRESULT STDMETHODCALLTYPE GetWriterMetadata(UINT index, VSS_ID *instance, IVssExamineWriterMetadata **out) override {
    return control::call("IVssBackupComponents::GetWriterMetadata", [&]() -> HRESULT {
      if (!backup_->metadataReadable()) return VSS_E_BAD_STATE;
      if (instance == nullptr || out == nullptr) return E_POINTER;
      *out = nullptr;
      if (index >= backup_->present.size()) return VSS_E_OBJECT_NOT_FOUND;
      *instance = backup_->present[index]->instanceId;
      *out = createWriterMetadata(*backup_->present[index], backup_->metadataAlive);
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE FreeWriterMetadata() override {
    return control::call("IVssBackupComponents::FreeWriterMetadata", [&]() -> HRESULT {
      if (!backup_->initialized || !backup_->gathered || backup_->metadataFreed) return VSS_E_BAD_STATE;
      backup_->metadataFreed = true;
      *backup_->metadataAlive = false;
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE AddComponent(VSS_ID instance, VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR logicalPath,
                                         LPCWSTR componentName) override {
    return control::call("IVssBackupComponents::AddComponent", [&]() -> HRESULT {
      if (!backup_->usable() || !backup_->gathered || backup_->setStarted || backup_->prepareStarted ||
          !backup_->options.selectComponents) {
        return VSS_E_BAD_STATE;
      }
      if (componentName == nullptr) return E_INVALIDARG;
      for (const Writer *writer : backup_->present) {
        if (writer->instanceId != instance || writer->writerId != id) continue;
        const WriterComponent *component = findComponent(*writer, type, logicalPath, componentName);
        if (component == nullptr) break;
        if (findAdded(*writer, *component) != nullptr) return VSS_E_OBJECT_ALREADY_EXISTS;
        backup_->components.push_back({writer, component, false, L""});
        return S_OK;
      }
      return VSS_E_OBJECT_NOT_FOUND;
    });
  }

  HRESULT STDMETHODCALLTYPE IsVolumeSupported(VSS_ID provider, VSS_PWSZ volume, WINBOOL *supported) override {
    return control::call("IVssBackupComponents::IsVolumeSupported", [&]() -> HRESULT {
      if (!backup_->usable()) return VSS_E_BAD_STATE;
      if (provider != GUID_NULL) return VSS_E_PROVIDER_NOT_REGISTERED;
      if (!isVolume(volume)) return VSS_E_OBJECT_NOT_FOUND;
      return give<WINBOOL>(supported, driveType(volume) == DRIVE_FIXED);
    });
  }

  HRESULT STDMETHODCALLTYPE StartSnapshotSet(VSS_ID *set) override {
    return control::call("IVssBackupComponents::StartSnapshotSet", [&]() -> HRESULT {
      if (!backup_->usable() || backup_->restoring || backup_->setStarted || backup_->prepareStarted) {
        return VSS_E_BAD_STATE;
      }
      if (!backup_->gathered && !backup_->withoutWriters()) return VSS_E_BAD_STATE;
      if (set == nullptr) return E_POINTER;
      if (snapshotSetInProgress() != nullptr) return VSS_E_SNAPSHOT_SET_IN_PROGRESS;
      beginSnapshotSet(backup_.get());
      backup_->setStarted = true;
      CoCreateGuid(&backup_->setId);
      *set = backup_->setId;
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE AddToSnapshotSet(VSS_PWSZ volume, VSS_ID provider, VSS_ID *snapshot) override {
    return control::call("IVssBackupComponents::AddToSnapshotSet", [&]() -> HRESULT {
      if (!backup_->usable() || !backup_->setStarted || backup_->snapshotStarted || backup_->prepareStarted) {
        return VSS_E_BAD_STATE;
      }
      if (snapshot == nullptr) return E_POINTER;
      if (provider != GUID_NULL) return VSS_E_PROVIDER_NOT_REGISTERED;
      if (!isVolume(volume)) return VSS_E_OBJECT_NOT_FOUND;
      if (driveType(volume) != DRIVE_FIXED) return VSS_E_VOLUME_NOT_SUPPORTED;
      for (const Snapshot &other : backup_->snapshots) {
        if (lstrcmpiW(other.volume.c_str(), volume) == 0) return VSS_E_OBJECT_ALREADY_EXISTS;
      }
      if (backup_->snapshots.size() == MAXIMUM_VOLUMES) return VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED;
      CoCreateGuid(snapshot);
      backup_->snapshots.push_back({*snapshot, volume, static_cast<int>(backup_->snapshots.size()) + 1});
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE PrepareForBackup(IVssAsync **out) override {
    return start("PrepareForBackup", out, [this]() -> HRESULT {
      if (!backup_->stateSet || !backup_->gathered || backup_->prepareStarted || backup_->withoutWriters()) {
        return VSS_E_BAD_STATE;
      }
      backup_->prepareStarted = true;
      return S_OK;
    }, [](Backup &backup) {
      backup.prepared = true;
      return VSS_S_ASYNC_FINISHED;
    });
  }

  HRESULT STDMETHODCALLTYPE GatherWriterStatus(IVssAsync **out) override {
    return start("GatherWriterStatus", out, [this]() -> HRESULT {
      return backup_->prepareStarted || backup_->preRestoreStarted ? S_OK : VSS_E_BAD_STATE;
    }, [](Backup &backup) {
      backup.statuses.clear();
      const bool waits = backup.snapshotExists && !backup.completed;
      for (const Writer *writer : backup.present) {
        const control::WriterFailure failure = control::writerFailure(writer->name, backup.phase());
        const VSS_WRITER_STATE healthy = waits ? VSS_WS_WAITING_FOR_BACKUP_COMPLETE : VSS_WS_STABLE;
        backup.statuses.push_back(
            {writer, failure.set ? static_cast<VSS_WRITER_STATE>(failure.state) : healthy, failure.failure});
      }
      backup.statusGathered = true;
      return VSS_S_ASYNC_FINISHED;
    });
  }

  HRESULT STDMETHODCALLTYPE GetWriterStatusCount(UINT *count) override {
    return control::call("IVssBackupComponents::GetWriterStatusCount", [&]() -> HRESULT {
      if (!backup_->initialized || !backup_->statusGathered) return VSS_E_BAD_STATE;
      return give(count, static_cast<UINT>(backup_->statuses.size()));
    });
  }

  HRESULT STDMETHODCALLTYPE GetWriterStatus(UINT index, VSS_ID *instance, VSS_ID *id, BSTR *writerName,
                                            VSS_WRITER_STATE *state, HRESULT *failure) override {
    return control::call("IVssBackupComponents::GetWriterStatus", [&]() -> HRESULT {
      if (!backup_->initialized || !backup_->statusGathered) return VSS_E_BAD_STATE;
      if (instance == nullptr || id == nullptr || state == nullptr || failure == nullptr) return E_POINTER;
      if (index >= backup_->statuses.size()) return VSS_E_OBJECT_NOT_FOUND;
      const WriterStatus &status = backup_->statuses[index];
      *instance = status.writer->instanceId;
      *id = status.writer->writerId;
      *state = status.state;
      *failure = status.failure;
      return giveBstr(writerName, status.writer->name);
    });
  }

  HRESULT STDMETHODCALLTYPE FreeWriterStatus() override {
    return control::call("IVssBackupComponents::FreeWriterStatus", [&]() -> HRESULT {
      if (!backup_->initialized || !backup_->statusGathered) return VSS_E_BAD_STATE;
      backup_->statusGathered = false;
      backup_->statuses.clear();
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE DoSnapshotSet(IVssAsync **out) override {
    return start("DoSnapshotSet", out, [this]() -> HRESULT {
      const bool ready = backup_->prepared || backup_->withoutWriters();
      if (!ready || !backup_->setStarted || backup_->snapshotStarted) return VSS_E_BAD_STATE;
      backup_->snapshotStarted = true;
      return S_OK;
    }, [](Backup &backup) {
      backup.snapshotExists = true;
      for (AddedComponent &added : backup.components) leaveBackup(backup, added);
      for (const Snapshot &snapshot : backup.snapshots) machineSnapshots().push_back(describe(backup, snapshot));
      return VSS_S_ASYNC_FINISHED;
    });
  }

  HRESULT STDMETHODCALLTYPE GetSnapshotProperties(VSS_ID id, VSS_SNAPSHOT_PROP *properties) override {
    return control::call("IVssBackupComponents::GetSnapshotProperties", [&]() -> HRESULT {
      // A requester that only looks gathers nothing: it may ask for any shadow copy of the machine.
      if (!backup_->usable() || (backup_->gatherStarted && !backup_->snapshotExists)) return VSS_E_BAD_STATE;
      if (properties == nullptr) return E_POINTER;
      const MachineSnapshot *snapshot = findMachineSnapshot(id);
      if (snapshot == nullptr) return VSS_E_OBJECT_NOT_FOUND;
      fillSnapshotProperties(*snapshot, properties);
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE GetWriterComponentsCount(UINT *count) override {
    return control::call("IVssBackupComponents::GetWriterComponentsCount", [&]() -> HRESULT {
      if (!backup_->usable() || !backup_->gathered) return VSS_E_BAD_STATE;
      return give(count, static_cast<UINT>(takingPart().size()));
    });
  }

  HRESULT STDMETHODCALLTYPE GetWriterComponents(UINT index, IVssWriterComponentsExt **out) override {
    return control::call("IVssBackupComponents::GetWriterComponents", [&]() -> HRESULT {
      if (!backup_->usable() || !backup_->gathered) return VSS_E_BAD_STATE;
      if (out == nullptr) return E_POINTER;
      *out = nullptr;
      const std::vector<std::vector<AddedComponent>> byWriter = takingPart();
      if (index >= byWriter.size()) return VSS_E_OBJECT_NOT_FOUND;
      *out = createWriterComponents(byWriter[index]);
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE SetBackupSucceeded(VSS_ID instance, VSS_ID id, VSS_COMPONENT_TYPE type,
                                               LPCWSTR logicalPath, LPCWSTR componentName,
                                               boolean succeeded) override {
    return control::call("IVssBackupComponents::SetBackupSucceeded", [&]() -> HRESULT {
      if (!backup_->usable() || !backup_->snapshotExists || backup_->completeStarted) return VSS_E_BAD_STATE;
      if (componentName == nullptr || !isBool(succeeded)) return E_INVALIDARG;
      for (AddedComponent &added : backup_->components) {
        if (added.writer->instanceId != instance || added.writer->writerId != id) continue;
        if (findComponent(*added.writer, type, logicalPath, componentName) != added.component) continue;
        added.succeeded = succeeded != 0;
        return S_OK;
      }
      return VSS_E_OBJECT_NOT_FOUND;
    });
  }

  HRESULT STDMETHODCALLTYPE BackupComplete(IVssAsync **out) override {
    return start("BackupComplete", out, [this]() -> HRESULT {
      if (!backup_->snapshotExists || backup_->completeStarted || backup_->withoutWriters()) return VSS_E_BAD_STATE;
      backup_->completeStarted = true;
      return S_OK;
    }, [](Backup &backup) {
      backup.completed = true;
      return VSS_S_ASYNC_FINISHED;
    });
  }

  HRESULT STDMETHODCALLTYPE SaveAsXML(BSTR *xml) override {
    return control::call("IVssBackupComponents::SaveAsXML", [&]() -> HRESULT {
      if (!backup_->usable()) return VSS_E_BAD_STATE;
      return giveBstr(xml, backupComponentsDocument(backup_->options, backup_->setId, backup_->components));
    });
  }

  HRESULT STDMETHODCALLTYPE AbortBackup() override {
    backup_->abortTried = true;
    return control::call("IVssBackupComponents::AbortBackup", [&]() -> HRESULT {
      if (!backup_->usable() || !backup_->prepareStarted || backup_->completed) return VSS_E_BAD_STATE;
      backup_->aborted = true;
      endSnapshotSet(backup_.get());
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE DeleteSnapshots(VSS_ID id, VSS_OBJECT_TYPE type, WINBOOL, LONG *deleted,
                                            VSS_ID *notDeleted) override {
    return control::call("IVssBackupComponents::DeleteSnapshots", [&]() -> HRESULT {
      if (!backup_->initialized || !backup_->running.empty()) return VSS_E_BAD_STATE;
      if (backup_->gatherStarted && !backup_->snapshotExists) return VSS_E_BAD_STATE;
      if (deleted == nullptr || notDeleted == nullptr) return E_POINTER;
      if (type != VSS_OBJECT_SNAPSHOT && type != VSS_OBJECT_SNAPSHOT_SET) return E_INVALIDARG;
      const size_t gone = std::erase_if(machineSnapshots(), [&](const MachineSnapshot &snapshot) {
        return (type == VSS_OBJECT_SNAPSHOT ? snapshot.id : snapshot.setId) == id;
      });
      *deleted = static_cast<LONG>(gone);
      *notDeleted = *deleted == 0 ? id : GUID_NULL;
      return *deleted == 0 ? VSS_E_OBJECT_NOT_FOUND : S_OK;
    });
  }

 private:
  const AddedComponent *findAdded(const Writer &writer, const WriterComponent &component) const {
    for (const AddedComponent &added : backup_->components) {
      if (added.writer == &writer && added.component == &component) return &added;
    }
    return nullptr;
  }

  // The added components, those of one writer together.
  std::vector<std::vector<AddedComponent>> takingPart() const {
    std::vector<std::vector<AddedComponent>> byWriter;
    for (const Writer *writer : backup_->present) {
      std::vector<AddedComponent> own;
      std::copy_if(backup_->components.begin(), backup_->components.end(), std::back_inserter(own),
                   [&](const AddedComponent &added) { return added.writer == writer; });
      if (!own.empty()) byWriter.push_back(own);
    }
    return byWriter;
  }
};

}  // namespace

// COM must be up on the calling thread, be it by the process's MTA: the real one answers CO_E_NOTINITIALIZED.
extern "C" HRESULT STDAPICALLTYPE CreateVssBackupComponentsInternal(IVssBackupComponents **out) {
  return control::call("CreateVssBackupComponentsInternal", [&]() -> HRESULT {
    if (out == nullptr) return E_POINTER;
    *out = nullptr;
    APTTYPE apartment;
    APTTYPEQUALIFIER qualifier;
    const HRESULT com = CoGetApartmentType(&apartment, &qualifier);
    if (FAILED(com)) return com;
    *out = new BackupComponents();
    return S_OK;
  });
}
