#include "machine-snapshots.h"

#include "com-object.h"
#include "snapshot-properties.h"
#include "strings.h"

namespace {

using Fill = void (*)(const MachineSnapshot &, VSS_OBJECT_PROP *);

void fillSnapshot(const MachineSnapshot &snapshot, VSS_OBJECT_PROP *object) {
  object->Type = VSS_OBJECT_SNAPSHOT;
  fillSnapshotProperties(snapshot, &object->Obj.Snap);
}

void fillProvider(const MachineSnapshot &, VSS_OBJECT_PROP *object) {
  object->Type = VSS_OBJECT_PROVIDER;
  VSS_PROVIDER_PROP &provider = object->Obj.Prov;
  provider = {};
  provider.m_ProviderId = SYSTEM_PROVIDER;
  provider.m_eProviderType = VSS_PROV_SYSTEM;
  provider.m_ProviderVersionId = {0x00000001, 0, 0, {0, 0, 0, 7, 0, 0, 0, 1}};
  provider.m_ClassId = {0x00000002, 0, 0, {0, 0, 0, 0, 0, 0, 0, 2}};
  strings::giveTaskText(&provider.m_pwszProviderName, L"Microsoft Software Shadow Copy provider 1.0");
  strings::giveTaskText(&provider.m_pwszProviderVersion, L"1.0.0.7");
}

class EnumObject final : public ComObject<EnumObject, IVssEnumObject> {
 public:
  static constexpr const char *name = "IVssEnumObject";
  EnumObject(const std::vector<MachineSnapshot> &items, Fill fill, size_t at) : items_(items), fill_(fill), at_(at) {}

  HRESULT STDMETHODCALLTYPE Next(ULONG wanted, VSS_OBJECT_PROP *objects, ULONG *fetched) override {
    return control::call("IVssEnumObject::Next", [&]() -> HRESULT {
      if (objects == nullptr || fetched == nullptr) return E_POINTER;
      for (*fetched = 0; *fetched < wanted && at_ < items_.size(); ++*fetched) fill_(items_[at_++], &objects[*fetched]);
      return *fetched == wanted ? S_OK : S_FALSE;
    });
  }
  HRESULT STDMETHODCALLTYPE Skip(ULONG count) override {
    return control::call("IVssEnumObject::Skip", [&]() -> HRESULT {
      const bool enough = items_.size() - at_ >= count;
      at_ = enough ? at_ + count : items_.size();
      return enough ? S_OK : S_FALSE;
    });
  }
  HRESULT STDMETHODCALLTYPE Reset() override {
    return control::call("IVssEnumObject::Reset", [&]() -> HRESULT {
      at_ = 0;
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE Clone(IVssEnumObject **out) override {
    return control::call("IVssEnumObject::Clone", [&]() -> HRESULT {
      if (out == nullptr) return E_POINTER;
      *out = new EnumObject(items_, fill_, at_);
      return S_OK;
    });
  }

 private:
  std::vector<MachineSnapshot> items_;
  Fill fill_;
  size_t at_;
};

}  // namespace

std::vector<MachineSnapshot> &machineSnapshots() {
  static std::vector<MachineSnapshot> all;
  return all;
}

MachineSnapshot *findMachineSnapshot(const VSS_ID &id) {
  for (MachineSnapshot &snapshot : machineSnapshots()) {
    if (snapshot.id == id) return &snapshot;
  }
  return nullptr;
}

IVssEnumObject *enumerateSnapshots() { return new EnumObject(machineSnapshots(), fillSnapshot, 0); }

IVssEnumObject *enumerateProviders() {
  // One provider; it needs no shadow copy to be told of.
  return new EnumObject({MachineSnapshot{}}, fillProvider, 0);
}
