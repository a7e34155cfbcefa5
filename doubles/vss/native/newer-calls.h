// What IVssBackupComponentsEx to Ex4 add. A caller that did not ask by QueryInterface has no business here.
#pragma once

#include "snapshot-calls.h"

template <typename Derived>
class NewerCalls : public SnapshotCalls<Derived> {
 public:
  HRESULT STDMETHODCALLTYPE GetWriterMetadataEx(UINT index, VSS_ID *instance,
                                                IVssExamineWriterMetadataEx **out) override {
    return control::call("IVssBackupComponents::GetWriterMetadataEx", [&]() -> HRESULT {
      Backup &backup = *this->backup_;
      if (!backup.metadataReadable()) return VSS_E_BAD_STATE;
      if (instance == nullptr || out == nullptr) return E_POINTER;
      *out = nullptr;
      if (index >= backup.present.size()) return VSS_E_OBJECT_NOT_FOUND;
      *instance = backup.present[index]->instanceId;
      *out = createWriterMetadata(*backup.present[index], backup.metadataAlive);
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE SetSelectedForRestoreEx(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path,
                                                    LPCWSTR component, boolean selected, VSS_ID instance) override {
    return this->change("SetSelectedForRestoreEx", this->choosing(), id, type, path, component,
                        [&](ComponentState &state) -> HRESULT {
                          if (instance != GUID_NULL && !isInstance(id, instance)) return VSS_E_OBJECT_NOT_FOUND;
                          return this->setFlag(state.selectedForRestore, selected);
                        });
  }

  HRESULT STDMETHODCALLTYPE UnexposeSnapshot(VSS_ID id) override {
    return control::call("IVssBackupComponents::UnexposeSnapshot", [&]() -> HRESULT {
      if (!this->backup_->usable()) return VSS_E_BAD_STATE;
      MachineSnapshot *snapshot = findMachineSnapshot(id);
      if (snapshot == nullptr || snapshot->exposedName.empty()) return VSS_E_OBJECT_NOT_FOUND;
      snapshot->exposedName.clear();
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE SetAuthoritativeRestore(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path,
                                                    LPCWSTR component, boolean authoritative) override {
    return this->change("SetAuthoritativeRestore", this->choosing(), id, type, path, component,
                        [&](ComponentState &state) { return this->setFlag(state.authoritative, authoritative); });
  }
  HRESULT STDMETHODCALLTYPE SetRollForward(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path, LPCWSTR component,
                                           VSS_ROLLFORWARD_TYPE rollForward, LPCWSTR point) override {
    return this->change("SetRollForward", this->choosing(), id, type, path, component,
                        [&](ComponentState &state) -> HRESULT {
                          if ((rollForward == VSS_RF_PARTIAL) != (point != nullptr)) return E_INVALIDARG;
                          state.rollForward = rollForward;
                          state.rollForwardPoint = point == nullptr ? L"" : point;
                          return S_OK;
                        });
  }
  HRESULT STDMETHODCALLTYPE SetRestoreName(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path, LPCWSTR component,
                                           LPCWSTR restoreName) override {
    return this->change("SetRestoreName", this->choosing(), id, type, path, component,
                        [&](ComponentState &state) { return this->setText(state.restoreName, restoreName); });
  }
  HRESULT STDMETHODCALLTYPE BreakSnapshotSetEx(VSS_ID set, DWORD flags, IVssAsync **out) override {
    return this->start("BreakSnapshotSetEx", out, [this, &set, flags]() -> HRESULT {
      if ((flags & ~0xFu) != 0) return E_INVALIDARG;
      return this->breakSet(set);
    }, done);
  }
  HRESULT STDMETHODCALLTYPE PreFastRecovery(VSS_ID set, DWORD, IVssAsync **out) override {
    return this->start("PreFastRecovery", out, [&set] { return known(set); }, done);
  }
  HRESULT STDMETHODCALLTYPE FastRecovery(VSS_ID set, DWORD, IVssAsync **out) override {
    return this->start("FastRecovery", out, [&set] { return known(set); }, done);
  }

  HRESULT STDMETHODCALLTYPE GetWriterStatusEx(UINT index, VSS_ID *instance, VSS_ID *id, BSTR *writerName,
                                              VSS_WRITER_STATE *state, HRESULT *failure, HRESULT *application,
                                              BSTR *message) override {
    return control::call("IVssBackupComponents::GetWriterStatusEx", [&]() -> HRESULT {
      const Backup &backup = *this->backup_;
      if (!backup.initialized || !backup.statusGathered) return VSS_E_BAD_STATE;
      if (index >= backup.statuses.size()) return VSS_E_OBJECT_NOT_FOUND;
      const WriterStatus &status = backup.statuses[index];
      const bool failed = status.failure != S_OK;
      *instance = status.writer->instanceId;
      *id = status.writer->writerId;
      *state = status.state;
      *failure = status.failure;
      // An application's own code, with the bit that says so.
      *application = failed ? static_cast<HRESULT>(0xE0001234) : S_OK;
      giveBstr(writerName, status.writer->name);
      return giveBstr(message, failed ? L"The double's application failed." : L"");
    });
  }
  HRESULT STDMETHODCALLTYPE AddSnapshotToRecoverySet(VSS_ID id, DWORD, VSS_PWSZ) override {
    return control::call("IVssBackupComponents::AddSnapshotToRecoverySet", [&]() -> HRESULT {
      if (!this->backup_->usable()) return VSS_E_BAD_STATE;
      return findMachineSnapshot(id) == nullptr ? VSS_E_OBJECT_NOT_FOUND : S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE RecoverSet(DWORD flags, IVssAsync **out) override {
    return this->start("RecoverSet", out, [flags]() -> HRESULT {
      return (flags & ~static_cast<DWORD>(VSS_RECOVERY_REVERT_IDENTITY_ALL | VSS_RECOVERY_NO_VOLUME_CHECK)) == 0
                 ? S_OK
                 : E_INVALIDARG;
    }, done);
  }
  HRESULT STDMETHODCALLTYPE GetSessionId(VSS_ID *session) override {
    return control::call("IVssBackupComponents::GetSessionId", [&]() -> HRESULT {
      if (!this->backup_->initialized) return VSS_E_BAD_STATE;
      if (this->backup_->sessionId == GUID_NULL) CoCreateGuid(&this->backup_->sessionId);
      return give(session, this->backup_->sessionId);
    });
  }

  // How the real one divides a path is not published beyond shares; this is the drive and the rest.
  HRESULT STDMETHODCALLTYPE GetRootAndLogicalPrefixPaths(VSS_PWSZ path, VSS_PWSZ *root, VSS_PWSZ *prefix,
                                                         WINBOOL normalize) override {
    return control::call("IVssBackupComponents::GetRootAndLogicalPrefixPaths", [&]() -> HRESULT {
      const std::wstring text = path == nullptr ? L"" : path;
      if (text.size() < 3 || (normalize != TRUE && normalize != FALSE)) return E_INVALIDARG;
      strings::giveTaskText(root, (normalize ? L"\\\\?\\" : L"") + text.substr(0, 3));
      return strings::giveTaskText(prefix, text.substr(3));
    });
  }

 private:
  static HRESULT done(Backup &) { return VSS_S_ASYNC_FINISHED; }

  static HRESULT known(const VSS_ID &set) {
    for (const MachineSnapshot &snapshot : machineSnapshots()) {
      if (snapshot.setId == set) return S_OK;
    }
    return VSS_E_OBJECT_NOT_FOUND;
  }

  static bool isInstance(const VSS_ID &id, const VSS_ID &instance) {
    for (const Writer &writer : writers()) {
      if (writer.writerId == id && writer.instanceId == instance) return true;
    }
    return false;
  }
};
