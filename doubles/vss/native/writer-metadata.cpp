#include "writer-metadata.h"

#include "bstr.h"
#include "com-object.h"
#include "documents.h"
#include "filedesc.h"
#include "wm-component.h"

namespace {

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
    return readMetadata("IVssExamineWriterMetadata::GetIdentity", alive_, [&]() -> HRESULT {
      if (instance == nullptr || id == nullptr || usage == nullptr || source == nullptr) return E_POINTER;
      *instance = writer_->instanceId;
      *id = writer_->writerId;
      *usage = writer_->usage;
      *source = writer_->source;
      return giveBstr(writerName, writer_->name);
    });
  }
  HRESULT STDMETHODCALLTYPE GetFileCounts(UINT *includes, UINT *excludes, UINT *components) override {
    return readMetadata("IVssExamineWriterMetadata::GetFileCounts", alive_, [&]() -> HRESULT {
      if (includes == nullptr || excludes == nullptr || components == nullptr) return E_POINTER;
      *includes = 0;
      *excludes = static_cast<UINT>(writer_->excludes.size());
      *components = static_cast<UINT>(writer_->components.size());
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE GetIncludeFile(UINT index, IVssWMFiledesc **out) override {
    return readMetadata("IVssExamineWriterMetadata::GetIncludeFile", alive_,
                [&] { return giveFiledesc({}, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetExcludeFile(UINT index, IVssWMFiledesc **out) override {
    return readMetadata("IVssExamineWriterMetadata::GetExcludeFile", alive_,
                [&] { return giveFiledesc(writer_->excludes, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetComponent(UINT index, IVssWMComponent **out) override {
    return readMetadata("IVssExamineWriterMetadata::GetComponent", alive_, [&]() -> HRESULT {
      if (out == nullptr) return E_POINTER;
      *out = nullptr;
      if (index >= writer_->components.size()) return VSS_E_OBJECT_NOT_FOUND;
      *out = createWMComponent(writer_->components[index], alive_);
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE SaveAsXML(BSTR *xml) override {
    return readMetadata("IVssExamineWriterMetadata::SaveAsXML", alive_,
                [&] { return giveBstr(xml, writerMetadataDocument(*writer_)); });
  }

  HRESULT STDMETHODCALLTYPE GetRestoreMethod(VSS_RESTOREMETHOD_ENUM *method, BSTR *service, BSTR *procedure,
                                             VSS_WRITERRESTORE_ENUM *writerRestore, boolean *reboot,
                                             UINT *mappings) override {
    return readMetadata("IVssExamineWriterMetadata::GetRestoreMethod", alive_, [&]() -> HRESULT {
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
    return readMetadata("IVssExamineWriterMetadata::GetAlternateLocationMapping", alive_,
                [&] { return giveFiledesc(writer_->restoreMethod.alternateMappings, index, out, alive_); });
  }
  HRESULT STDMETHODCALLTYPE GetBackupSchema(DWORD *mask) override {
    return readMetadata("IVssExamineWriterMetadata::GetBackupSchema", alive_, [&] { return give(mask, writer_->backupSchema); });
  }
  HRESULT STDMETHODCALLTYPE GetDocument(IXMLDOMDocument **out) override {
    return readMetadata("IVssExamineWriterMetadata::GetDocument", alive_,
                [&] { return give(out, reinterpret_cast<IXMLDOMDocument *>(static_cast<IUnknown *>(new Document()))); });
  }
  HRESULT STDMETHODCALLTYPE LoadFromXML(BSTR xml) override {
    return readMetadata("IVssExamineWriterMetadata::LoadFromXML", alive_, [&]() -> HRESULT {
      const Writer *writer = findWriter(xml);
      if (writer == nullptr) return VSS_E_INVALID_XML_DOCUMENT;
      writer_ = writer;
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE GetIdentityEx(VSS_ID *instance, VSS_ID *id, BSTR *writerName, BSTR *instanceName,
                                          VSS_USAGE_TYPE *usage, VSS_SOURCE_TYPE *source) override {
    return readMetadata("IVssExamineWriterMetadata::GetIdentityEx", alive_, [&]() -> HRESULT {
      *instance = writer_->instanceId;
      *id = writer_->writerId;
      *usage = writer_->usage;
      *source = writer_->source;
      giveBstr(writerName, writer_->name);
      return giveBstr(instanceName, writer_->instanceName);
    });
  }
  HRESULT STDMETHODCALLTYPE GetVersion(DWORD *major, DWORD *minor) override {
    return readMetadata("IVssExamineWriterMetadata::GetVersion", alive_, [&]() -> HRESULT {
      give(major, writer_->majorVersion);
      return give(minor, writer_->minorVersion);
    });
  }
  HRESULT STDMETHODCALLTYPE GetExcludeFromSnapshotCount(UINT *count) override {
    return readMetadata("IVssExamineWriterMetadata::GetExcludeFromSnapshotCount", alive_,
                [&] { return give(count, static_cast<UINT>(writer_->excludesFromSnapshot.size())); });
  }
  HRESULT STDMETHODCALLTYPE GetExcludeFromSnapshotFile(UINT index, IVssWMFiledesc **out) override {
    return readMetadata("IVssExamineWriterMetadata::GetExcludeFromSnapshotFile", alive_,
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
