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
    return read("IVssWMFiledesc::GetAlternateLocation", alive_, [&] { return giveBstr(location, spec_.alternateLocation); });
  }
  HRESULT STDMETHODCALLTYPE GetBackupTypeMask(DWORD *mask) override {
    return read("IVssWMFiledesc::GetBackupTypeMask", alive_, [&] {
      return give<DWORD>(mask, VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED);
    });
  }

 private:
  const FileSpec spec_;
  MetadataAlive alive_;
};

}  // namespace

HRESULT giveFiledesc(const std::vector<FileSpec> &specs, UINT index, IVssWMFiledesc **out,
                     const MetadataAlive &alive) {
  if (out == nullptr) return E_POINTER;
  *out = nullptr;
  if (index >= specs.size()) return VSS_E_OBJECT_NOT_FOUND;
  *out = new Filedesc(specs[index], alive);
  return S_OK;
}

namespace {

// No picture: bytes that a reader can tell from others.
constexpr BYTE ICON[] = {0x00, 0x01, 0xFE, 0xFF};

class WMDependency final : public ComObject<WMDependency, IVssWMDependency> {
 public:
  static constexpr const char *name = "IVssWMDependency";
  WMDependency(const Dependency &dependency, const MetadataAlive &alive) : dependency_(dependency), alive_(alive) {}

  HRESULT STDMETHODCALLTYPE GetWriterId(VSS_ID *id) override {
    return read("IVssWMDependency::GetWriterId", alive_, [&] { return give(id, dependency_.writerId); });
  }
  HRESULT STDMETHODCALLTYPE GetLogicalPath(BSTR *path) override {
    return read("IVssWMDependency::GetLogicalPath", alive_, [&] { return giveBstr(path, dependency_.logicalPath); });
  }
  HRESULT STDMETHODCALLTYPE GetComponentName(BSTR *componentName) override {
    return read("IVssWMDependency::GetComponentName", alive_,
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
  HRESULT STDMETHODCALLTYPE GetDependency(UINT index, IVssWMDependency **out) override {
    return read("IVssWMComponent::GetDependency", alive_, [&]() -> HRESULT {
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

// What GetDocument hands out: of MSXML's document only what a requester needs to let it go.
class Document final : public ComObject<Document, IUnknown> {
 public:
  static constexpr const char *name = "IXMLDOMDocument";
};

// Null for a document of no writer of the double's.
const Writer *findWriter(BSTR xml) {
  const std::wstring document = xml == nullptr ? L"" : std::wstring(xml, SysStringLen(xml));
  if (!document.starts_with(L"<WRITER_METADATA ")) return nullptr;
  for (const Writer &writer : writers()) {
    if (document.find(L"writerId=\"" + formatId(writer.writerId)) != std::wstring::npos) return &writer;
  }
  return nullptr;
}

class ExamineWriterMetadata final : public ComObject<ExamineWriterMetadata, IVssExamineWriterMetadataEx2> {
 public:
  static constexpr const char *name = "IVssExamineWriterMetadata";
  ExamineWriterMetadata(const Writer &writer, const MetadataAlive &alive) : writer_(&writer), alive_(alive) {}

  static bool knows(REFIID iid) {
    if (iid == __uuidof(IVssExamineWriterMetadataEx)) return control::newest() >= 1;
    if (iid == __uuidof(IVssExamineWriterMetadataEx2)) return control::newest() >= 2;
    return iid == __uuidof(IVssExamineWriterMetadata);
  }

  HRESULT STDMETHODCALLTYPE GetIdentity(VSS_ID *instance, VSS_ID *id, BSTR *writerName, VSS_USAGE_TYPE *usage,
                                        VSS_SOURCE_TYPE *source) override {
    return read("IVssExamineWriterMetadata::GetIdentity", alive_, [&]() -> HRESULT {
      if (instance == nullptr || id == nullptr || usage == nullptr || source == nullptr) return E_POINTER;
      *instance = writer_->instanceId;
      *id = writer_->writerId;
      *usage = writer_->usage;
      *source = writer_->source;
      return giveBstr(writerName, writer_->name);
    });
  }
  HRESULT STDMETHODCALLTYPE GetFileCounts(UINT *includes, UINT *excludes, UINT *components) override {
    return read("IVssExamineWriterMetadata::GetFileCounts", alive_, [&]() -> HRESULT {
      if (includes == nullptr || excludes == nullptr || components == nullptr) return E_POINTER;
      *includes = 0;
      *excludes = static_cast<UINT>(writer_->excludes.size());
      *components = static_cast<UINT>(writer_->components.size());
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE GetIncludeFile(UINT index, IVssWMFiledesc **out) override {
    return read("IVssExamineWriterMetadata::GetIncludeFile", alive_,
                [&] { return giveFiledesc({}, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetExcludeFile(UINT index, IVssWMFiledesc **out) override {
    return read("IVssExamineWriterMetadata::GetExcludeFile", alive_,
                [&] { return giveFiledesc(writer_->excludes, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetComponent(UINT index, IVssWMComponent **out) override {
    return read("IVssExamineWriterMetadata::GetComponent", alive_, [&]() -> HRESULT {
      if (out == nullptr) return E_POINTER;
      *out = nullptr;
      if (index >= writer_->components.size()) return VSS_E_OBJECT_NOT_FOUND;
      *out = new WMComponent(writer_->components[index], alive_);
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE SaveAsXML(BSTR *xml) override {
    return read("IVssExamineWriterMetadata::SaveAsXML", alive_,
                [&] { return giveBstr(xml, writerMetadataDocument(*writer_)); });
  }

  HRESULT STDMETHODCALLTYPE GetRestoreMethod(VSS_RESTOREMETHOD_ENUM *method, BSTR *service, BSTR *procedure,
                                             VSS_WRITERRESTORE_ENUM *writerRestore, boolean *reboot,
                                             UINT *mappings) override {
    return read("IVssExamineWriterMetadata::GetRestoreMethod", alive_, [&]() -> HRESULT {
      const RestoreMethod &restore = writer_->restoreMethod;
      give(method, restore.method);
      give(writerRestore, restore.writerRestore);
      give<boolean>(reboot, restore.rebootRequired);
      give(mappings, static_cast<UINT>(restore.alternateMappings.size()));
      giveBstr(service, restore.service);
      return giveBstr(procedure, restore.userProcedure);
    });
  }
  HRESULT STDMETHODCALLTYPE GetAlternateLocationMapping(UINT index, IVssWMFiledesc **out) override {
    return read("IVssExamineWriterMetadata::GetAlternateLocationMapping", alive_,
                [&] { return giveFiledesc(writer_->restoreMethod.alternateMappings, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetBackupSchema(DWORD *mask) override {
    return read("IVssExamineWriterMetadata::GetBackupSchema", alive_, [&] { return give(mask, writer_->backupSchema); });
  }
  HRESULT STDMETHODCALLTYPE GetDocument(IXMLDOMDocument **out) override {
    return read("IVssExamineWriterMetadata::GetDocument", alive_,
                [&] { return give(out, reinterpret_cast<IXMLDOMDocument *>(static_cast<IUnknown *>(new Document()))); });
  }
  HRESULT STDMETHODCALLTYPE LoadFromXML(BSTR xml) override {
    return read("IVssExamineWriterMetadata::LoadFromXML", alive_, [&]() -> HRESULT {
      const Writer *writer = findWriter(xml);
      if (writer == nullptr) return VSS_E_INVALID_XML_DOCUMENT;
      writer_ = writer;
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE GetIdentityEx(VSS_ID *instance, VSS_ID *id, BSTR *writerName, BSTR *instanceName,
                                          VSS_USAGE_TYPE *usage, VSS_SOURCE_TYPE *source) override {
    return read("IVssExamineWriterMetadata::GetIdentityEx", alive_, [&]() -> HRESULT {
      *instance = writer_->instanceId;
      *id = writer_->writerId;
      *usage = writer_->usage;
      *source = writer_->source;
      giveBstr(writerName, writer_->name);
      return giveBstr(instanceName, writer_->instanceName);
    });
  }
  HRESULT STDMETHODCALLTYPE GetVersion(DWORD *major, DWORD *minor) override {
    return read("IVssExamineWriterMetadata::GetVersion", alive_, [&]() -> HRESULT {
      give(major, writer_->majorVersion);
      return give(minor, writer_->minorVersion);
    });
  }
  HRESULT STDMETHODCALLTYPE GetExcludeFromSnapshotCount(UINT *count) override {
    return read("IVssExamineWriterMetadata::GetExcludeFromSnapshotCount", alive_,
                [&] { return give(count, static_cast<UINT>(writer_->excludesFromSnapshot.size())); });
  }
  HRESULT STDMETHODCALLTYPE GetExcludeFromSnapshotFile(UINT index, IVssWMFiledesc **out) override {
    return read("IVssExamineWriterMetadata::GetExcludeFromSnapshotFile", alive_,
                [&] { return giveFiledesc(writer_->excludesFromSnapshot, index, out, alive_); });
  }

 private:
  const Writer *writer_;
  MetadataAlive alive_;
};

}  // namespace

IVssExamineWriterMetadataEx2 *createWriterMetadata(const Writer &writer, const MetadataAlive &alive) {
  return new ExamineWriterMetadata(writer, alive);
}

extern "C" HRESULT STDAPICALLTYPE CreateVssExamineWriterMetadataInternal(BSTR xml, IVssExamineWriterMetadata **out) {
  return control::call("CreateVssExamineWriterMetadataInternal", [&]() -> HRESULT {
    if (out == nullptr) return E_POINTER;
    *out = nullptr;
    const Writer *writer = findWriter(xml);
    if (writer == nullptr) return VSS_E_INVALID_XML_DOCUMENT;
    *out = createWriterMetadata(*writer, std::make_shared<bool>(true));
    return S_OK;
  });
}
