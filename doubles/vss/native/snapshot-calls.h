// The methods of IVssBackupComponents on shadow copies that a backup itself does not need.
#pragma once

#include "restore-calls.h"

template <typename Derived>
class SnapshotCalls : public RestoreCalls<Derived> {
 public:
  HRESULT STDMETHODCALLTYPE ImportSnapshots(IVssAsync **out) override {
    return this->start("ImportSnapshots", out, [this]() -> HRESULT {
      return this->backup_->withDocument ? S_OK : VSS_E_BAD_STATE;
    }, [](Backup &) { return VSS_S_ASYNC_FINISHED; });
  }

  HRESULT STDMETHODCALLTYPE BreakSnapshotSet(VSS_ID set) override {
    return control::call("IVssBackupComponents::BreakSnapshotSet", [&]() -> HRESULT {
      if (!this->backup_->usable()) return VSS_E_BAD_STATE;
      return breakSet(set);
    });
  }

  HRESULT STDMETHODCALLTYPE Query(VSS_ID id, VSS_OBJECT_TYPE type, VSS_OBJECT_TYPE wanted,
                                  IVssEnumObject **out) override {
    return control::call("IVssBackupComponents::Query", [&]() -> HRESULT {
      if (!this->backup_->usable()) return VSS_E_BAD_STATE;
      if (out == nullptr) return E_POINTER;
      *out = nullptr;
      if (id != GUID_NULL || type != VSS_OBJECT_NONE) return E_INVALIDARG;
      if (wanted == VSS_OBJECT_PROVIDER) *out = enumerateProviders();
      else if (wanted == VSS_OBJECT_SNAPSHOT) *out = enumerateSnapshots();
      else return E_INVALIDARG;
      return wanted == VSS_OBJECT_SNAPSHOT && machineSnapshots().empty() ? S_FALSE : S_OK;
    });
  }

  // A shadow copy that goes with its requester can't be shown locally.
  HRESULT STDMETHODCALLTYPE ExposeSnapshot(VSS_ID id, VSS_PWSZ path, LONG attributes, VSS_PWSZ wanted,
                                           VSS_PWSZ *exposed) override {
    return control::call("IVssBackupComponents::ExposeSnapshot", [&]() -> HRESULT {
      if (!this->backup_->usable()) return VSS_E_BAD_STATE;
      MachineSnapshot *snapshot = findMachineSnapshot(id);
      if (snapshot == nullptr) return VSS_E_OBJECT_NOT_FOUND;
      if ((snapshot->attributes & VSS_VOLSNAP_ATTR_PERSISTENT) == 0) return VSS_E_BAD_STATE;
      if (attributes != VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY && attributes != VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY) {
        return E_INVALIDARG;
      }
      // Only a share shows a part of a volume.
      if (path != nullptr && attributes == VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY) return E_INVALIDARG;
      snapshot->exposedName = wanted == nullptr ? L"S:\\" : wanted;
      snapshot->attributes |= attributes;
      return strings::giveTaskText(exposed, snapshot->exposedName);
    });
  }

  HRESULT STDMETHODCALLTYPE RevertToSnapshot(VSS_ID id, WINBOOL forceDismount) override {
    return control::call("IVssBackupComponents::RevertToSnapshot", [&]() -> HRESULT {
      if (!this->backup_->usable()) return VSS_E_BAD_STATE;
      if (findMachineSnapshot(id) == nullptr) return VSS_E_OBJECT_NOT_FOUND;
      if (forceDismount != TRUE && forceDismount != FALSE) return E_INVALIDARG;
      return forceDismount ? S_OK : VSS_E_VOLUME_IN_USE;
    });
  }

  HRESULT STDMETHODCALLTYPE QueryRevertStatus(VSS_PWSZ volume, IVssAsync **out) override {
    return this->start("QueryRevertStatus", out, [volume]() -> HRESULT {
      return volume == nullptr || *volume == 0 ? E_INVALIDARG : S_OK;
    }, [](Backup &) { return VSS_S_ASYNC_FINISHED; });
  }

  HRESULT STDMETHODCALLTYPE DisableWriterClasses(const VSS_ID *ids, UINT count) override {
    return control::call("IVssBackupComponents::DisableWriterClasses",
                         [&] { return remember(this->backup_->disabledClasses, ids, count); });
  }
  HRESULT STDMETHODCALLTYPE EnableWriterClasses(const VSS_ID *ids, UINT count) override {
    return control::call("IVssBackupComponents::EnableWriterClasses",
                         [&] { return remember(this->backup_->enabledClasses, ids, count); });
  }
  HRESULT STDMETHODCALLTYPE DisableWriterInstances(const VSS_ID *ids, UINT count) override {
    return control::call("IVssBackupComponents::DisableWriterInstances",
                         [&] { return remember(this->backup_->disabledInstances, ids, count); });
  }

 protected:
  // What is broken out of its set is a volume, and no shadow copy any more.
  static HRESULT breakSet(const VSS_ID &set) {
    const size_t broken = std::erase_if(machineSnapshots(), [&](const MachineSnapshot &one) { return one.setId == set; });
    return broken == 0 ? VSS_E_OBJECT_NOT_FOUND : S_OK;
  }

 private:
  HRESULT remember(std::vector<VSS_ID> &list, const VSS_ID *ids, UINT count) {
    if (!this->backup_->usable() || this->backup_->gatherStarted) return VSS_E_BAD_STATE;
    if (ids == nullptr || count == 0) return E_INVALIDARG;
    list.insert(list.end(), ids, ids + count);
    return S_OK;
  }
};
