#include "wm-component.h"

#include "bstr.h"
#include "com-object.h"
#include "filedesc.h"

namespace {

// No picture: bytes that a reader can tell from others.
constexpr BYTE ICON[] = {0x00, 0x01, 0xFE, 0xFF};

class WMDependency final : public ComObject<WMDependency, IVssWMDependency> {
 public:
  static constexpr const char *name = "IVssWMDependency";
  WMDependency(const Dependency &dependency, const MetadataAlive &alive) : dependency_(dependency), alive_(alive) {}

  HRESULT STDMETHODCALLTYPE GetWriterId(VSS_ID *id) override {
    return readMetadata("IVssWMDependency::GetWriterId", alive_, [&] { return give(id, dependency_.writerId); });
  }
  HRESULT STDMETHODCALLTYPE GetLogicalPath(BSTR *path) override {
    return readMetadata("IVssWMDependency::GetLogicalPath", alive_, [&] { return giveBstr(path, dependency_.logicalPath); });
  }
  HRESULT STDMETHODCALLTYPE GetComponentName(BSTR *componentName) override {
    return readMetadata("IVssWMDependency::GetComponentName", alive_,
                [&] { return giveBstr(componentName, dependency_.name); });
  }

 private:
  const Dependency &dependency_;
  MetadataAlive alive_;
};

class WMComponent final : public ComObject<WMComponent, IVssWMComponent> {
 public:
  static constexpr const char *name = "IVssWMComponent";
  WMComponent(const WriterComponent &component, const MetadataAlive &alive)
      : component_(component), alive_(alive) {}

  HRESULT STDMETHODCALLTYPE GetComponentInfo(PVSSCOMPONENTINFO *out) override {
    return readMetadata("IVssWMComponent::GetComponentInfo", alive_, [&]() -> HRESULT {
      if (out == nullptr) return E_POINTER;
      auto *info = new VSS_COMPONENTINFO{};
      info->type = component_.type;
      info->bstrLogicalPath = allocateBstr(component_.logicalPath);
      info->bstrComponentName = allocateBstr(component_.name);
      info->bSelectable = component_.selectable;
      info->dwComponentFlags = component_.flags;
      info->cFileCount = static_cast<UINT>(component_.files.size());
      info->cDatabases = static_cast<UINT>(component_.databaseFiles.size());
      info->cLogFiles = static_cast<UINT>(component_.logFiles.size());
      info->cDependencies = static_cast<UINT>(component_.dependencies.size());
      info->pbIcon = const_cast<BYTE *>(ICON);
      info->cbIcon = sizeof ICON;
      control::born();
      *out = info;
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE FreeComponentInfo(PVSSCOMPONENTINFO info) override {
    return control::call("IVssWMComponent::FreeComponentInfo", [&]() -> HRESULT {
      if (info == nullptr) return S_OK;
      SysFreeString(info->bstrLogicalPath);
      SysFreeString(info->bstrComponentName);
      SysFreeString(info->bstrCaption);
      delete info;
      control::died();
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE GetFile(UINT index, IVssWMFiledesc **out) override {
    return readMetadata("IVssWMComponent::GetFile", alive_,
                [&] { return giveFiledesc(component_.files, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetDatabaseFile(UINT index, IVssWMFiledesc **out) override {
    return readMetadata("IVssWMComponent::GetDatabaseFile", alive_,
                [&] { return giveFiledesc(component_.databaseFiles, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetDatabaseLogFile(UINT index, IVssWMFiledesc **out) override {
    return readMetadata("IVssWMComponent::GetDatabaseLogFile", alive_,
                [&] { return giveFiledesc(component_.logFiles, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetDependency(UINT index, IVssWMDependency **out) override {
    return readMetadata("IVssWMComponent::GetDependency", alive_, [&]() -> HRESULT {
      if (out == nullptr) return E_POINTER;
      *out = nullptr;
      if (index >= component_.dependencies.size()) return VSS_E_OBJECT_NOT_FOUND;
      *out = new WMDependency(component_.dependencies[index], alive_);
      return S_OK;
    });
  }

 private:
  const WriterComponent &component_;
  MetadataAlive alive_;
};

}  // namespace

IVssWMComponent *createWMComponent(const WriterComponent &component, const MetadataAlive &alive) {
  return new WMComponent(component, alive);
}
