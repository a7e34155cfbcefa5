#include "writer-metadata.h"

#include "bstr.h"
#include "com-object.h"
#include "documents.h"

namespace {

// Every use of dead metadata is written down; Windows would read freed memory.
template <typename Body>
HRESULT read(const char *name, const MetadataAlive &alive, Body body) {
  return control::call(name, [&]() -> HRESULT {
    if (*alive) return body();
    control::recordMisuse(std::string(name) + " after FreeWriterMetadata");
    return VSS_E_BAD_STATE;
  });
}

class Filedesc final : public ComObject<Filedesc, IVssWMFiledesc> {
 public:
  static constexpr const char *name = "IVssWMFiledesc";
  Filedesc(const FileSpec &spec, const MetadataAlive &alive) : spec_(spec), alive_(alive) {}

  HRESULT STDMETHODCALLTYPE GetPath(BSTR *path) override {
    return read("IVssWMFiledesc::GetPath", alive_, [&] { return giveBstr(path, spec_.path); });
  }
  HRESULT STDMETHODCALLTYPE GetFilespec(BSTR *filespec) override {
    return read("IVssWMFiledesc::GetFilespec", alive_, [&] { return giveBstr(filespec, spec_.filespec); });
  }
  HRESULT STDMETHODCALLTYPE GetRecursive(boolean *recursive) override {
    return read("IVssWMFiledesc::GetRecursive", alive_,
                [&] { return give<boolean>(recursive, spec_.recursive); });
  }
  HRESULT STDMETHODCALLTYPE GetAlternateLocation(BSTR *location) override {
    return read("IVssWMFiledesc::GetAlternateLocation", alive_, [&] { return giveBstr(location, L""); });
  }
  HRESULT STDMETHODCALLTYPE GetBackupTypeMask(DWORD *mask) override {
    return read("IVssWMFiledesc::GetBackupTypeMask", alive_, [&] {
      return give<DWORD>(mask, VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED);
    });
  }

 private:
  const FileSpec &spec_;
  MetadataAlive alive_;
};

HRESULT giveFiledesc(const std::vector<FileSpec> &specs, UINT index, IVssWMFiledesc **out,
                     const MetadataAlive &alive) {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  if (index >= specs.size()) return VSS_E_OBJECT_NOT_FOUND;
  *out = new Filedesc(specs[index], alive);
  return S_OK;
}

class WMComponent final : public ComObject<WMComponent, IVssWMComponent> {
 public:
  static constexpr const char *name = "IVssWMComponent";
  WMComponent(const WriterComponent &component, const MetadataAlive &alive)
      : component_(component), alive_(alive) {}

  HRESULT STDMETHODCALLTYPE GetComponentInfo(PVSSCOMPONENTINFO *out) override {
    return read("IVssWMComponent::GetComponentInfo", alive_, [&]() -> HRESULT {
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
    return read("IVssWMComponent::GetFile", alive_,
                [&] { return giveFiledesc(component_.files, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetDatabaseFile(UINT index, IVssWMFiledesc **out) override {
    return read("IVssWMComponent::GetDatabaseFile", alive_,
                [&] { return giveFiledesc(component_.databaseFiles, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetDatabaseLogFile(UINT index, IVssWMFiledesc **out) override {
    return read("IVssWMComponent::GetDatabaseLogFile", alive_,
                [&] { return giveFiledesc(component_.logFiles, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetDependency(UINT, IVssWMDependency **) override {
    return control::notImplemented("IVssWMComponent::GetDependency");
  }

 private:
  const WriterComponent &component_;
  MetadataAlive alive_;
};

class ExamineWriterMetadata final : public ComObject<ExamineWriterMetadata, IVssExamineWriterMetadata> {
 public:
  static constexpr const char *name = "IVssExamineWriterMetadata";
  ExamineWriterMetadata(const Writer &writer, const MetadataAlive &alive) : writer_(writer), alive_(alive) {}

  HRESULT STDMETHODCALLTYPE GetIdentity(VSS_ID *instance, VSS_ID *id, BSTR *writerName, VSS_USAGE_TYPE *usage,
                                        VSS_SOURCE_TYPE *source) override {
    return read("IVssExamineWriterMetadata::GetIdentity", alive_, [&]() -> HRESULT {
      if (instance == nullptr || id == nullptr || usage == nullptr || source == nullptr) return E_POINTER;
      *instance = writer_.instanceId;
      *id = writer_.writerId;
      *usage = writer_.usage;
      *source = writer_.source;
      return giveBstr(writerName, writer_.name);
    });
  }
  HRESULT STDMETHODCALLTYPE GetFileCounts(UINT *includes, UINT *excludes, UINT *components) override {
    return read("IVssExamineWriterMetadata::GetFileCounts", alive_, [&]() -> HRESULT {
      if (includes == nullptr || excludes == nullptr || components == nullptr) return E_POINTER;
      *includes = 0;
      *excludes = static_cast<UINT>(writer_.excludes.size());
      *components = static_cast<UINT>(writer_.components.size());
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE GetIncludeFile(UINT index, IVssWMFiledesc **out) override {
    return read("IVssExamineWriterMetadata::GetIncludeFile", alive_,
                [&] { return giveFiledesc({}, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetExcludeFile(UINT index, IVssWMFiledesc **out) override {
    return read("IVssExamineWriterMetadata::GetExcludeFile", alive_,
                [&] { return giveFiledesc(writer_.excludes, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetComponent(UINT index, IVssWMComponent **out) override {
    return read("IVssExamineWriterMetadata::GetComponent", alive_, [&]() -> HRESULT {
      if (out == nullptr) return E_POINTER;
      *out = nullptr;
      if (index >= writer_.components.size()) return VSS_E_OBJECT_NOT_FOUND;
      *out = new WMComponent(writer_.components[index], alive_);
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE SaveAsXML(BSTR *xml) override {
    return read("IVssExamineWriterMetadata::SaveAsXML", alive_,
                [&] { return giveBstr(xml, writerMetadataDocument(writer_)); });
  }

  HRESULT STDMETHODCALLTYPE GetRestoreMethod(VSS_RESTOREMETHOD_ENUM *, BSTR *, BSTR *, VSS_WRITERRESTORE_ENUM *,
                                             boolean *, UINT *) override {
    return control::notImplemented("IVssExamineWriterMetadata::GetRestoreMethod");
  }
  HRESULT STDMETHODCALLTYPE GetAlternateLocationMapping(UINT, IVssWMFiledesc **) override {
    return control::notImplemented("IVssExamineWriterMetadata::GetAlternateLocationMapping");
  }
  HRESULT STDMETHODCALLTYPE GetBackupSchema(DWORD *) override {
    return control::notImplemented("IVssExamineWriterMetadata::GetBackupSchema");
  }
  HRESULT STDMETHODCALLTYPE GetDocument(IXMLDOMDocument **) override {
    return control::notImplemented("IVssExamineWriterMetadata::GetDocument");
  }
  HRESULT STDMETHODCALLTYPE LoadFromXML(BSTR) override {
    return control::notImplemented("IVssExamineWriterMetadata::LoadFromXML");
  }

 private:
  const Writer &writer_;
  MetadataAlive alive_;
};

}  // namespace

IVssExamineWriterMetadata *createWriterMetadata(const Writer &writer, const MetadataAlive &alive) {
  return new ExamineWriterMetadata(writer, alive);
}
