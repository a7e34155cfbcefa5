#include "component.h"

#include "bstr.h"
#include "filedesc.h"
#include "writers-own-calls.h"

namespace {

class Component final : public WritersOwnCalls<Component> {
 public:
  static constexpr const char *name = "IVssComponent";
  explicit Component(const AddedComponent &added) : added_(added) {}

  static bool knows(REFIID iid) {
    if (iid == __uuidof(IVssComponentEx)) return control::newest() >= 1;
    if (iid == __uuidof(IVssComponentEx2)) return control::newest() >= 2;
    return iid == __uuidof(IVssComponent);
  }

  HRESULT STDMETHODCALLTYPE GetLogicalPath(BSTR *out) override {
    return text("GetLogicalPath", out, added_.component->logicalPath);
  }
  HRESULT STDMETHODCALLTYPE GetComponentType(VSS_COMPONENT_TYPE *out) override {
    return value("GetComponentType", out, added_.component->type);
  }
  HRESULT STDMETHODCALLTYPE GetComponentName(BSTR *out) override {
    return text("GetComponentName", out, added_.component->name);
  }
  HRESULT STDMETHODCALLTYPE GetBackupSucceeded(boolean *out) override {
    return value<boolean>("GetBackupSucceeded", out, added_.succeeded);
  }
  // S_FALSE where the writer left none, as Microsoft's page on GetBackupMetadata says.
  HRESULT STDMETHODCALLTYPE GetBackupMetadata(BSTR *out) override {
    return control::call("IVssComponent::GetBackupMetadata", [&]() -> HRESULT {
      const HRESULT answer = giveBstr(out, added_.backupMetadata);
      return answer == S_OK && added_.backupMetadata.empty() ? S_FALSE : answer;
    });
  }

  HRESULT STDMETHODCALLTYPE GetAlternateLocationMappingCount(UINT *out) override {
    return count("GetAlternateLocationMappingCount", out, state_.alternateMappings);
  }
  HRESULT STDMETHODCALLTYPE GetAlternateLocationMapping(UINT index, IVssWMFiledesc **out) override {
    return files("GetAlternateLocationMapping", state_.alternateMappings, index, out);
  }
  HRESULT STDMETHODCALLTYPE GetNewTargetCount(UINT *out) override {
    return count("GetNewTargetCount", out, state_.newTargets);
  }
  HRESULT STDMETHODCALLTYPE GetNewTarget(UINT index, IVssWMFiledesc **out) override {
    return files("GetNewTarget", state_.newTargets, index, out);
  }

  HRESULT STDMETHODCALLTYPE GetPartialFileCount(UINT *out) override {
    return count("GetPartialFileCount", out, state_.partialFiles);
  }
  HRESULT STDMETHODCALLTYPE GetPartialFile(UINT index, BSTR *path, BSTR *file, BSTR *ranges, BSTR *metadata) override {
    return item("GetPartialFile", state_.partialFiles, index, [&](const PartialFile &partial) {
      giveBstr(path, partial.path);
      giveBstr(file, partial.filename);
      giveBstr(ranges, partial.ranges);
      return giveBstr(metadata, partial.metadata);
    });
  }
  HRESULT STDMETHODCALLTYPE GetDirectedTargetCount(UINT *out) override {
    return count("GetDirectedTargetCount", out, state_.directedTargets);
  }
  HRESULT STDMETHODCALLTYPE GetDirectedTarget(UINT index, BSTR *sourcePath, BSTR *sourceFile, BSTR *sourceRanges,
                                              BSTR *path, BSTR *file, BSTR *ranges) override {
    return item("GetDirectedTarget", state_.directedTargets, index, [&](const DirectedTarget &target) {
      giveBstr(sourcePath, target.sourcePath);
      giveBstr(sourceFile, target.sourceFile);
      giveBstr(sourceRanges, target.sourceRanges);
      giveBstr(path, target.path);
      giveBstr(file, target.file);
      return giveBstr(ranges, target.ranges);
    });
  }
  HRESULT STDMETHODCALLTYPE GetRestoreSubcomponentCount(UINT *out) override {
    return count("GetRestoreSubcomponentCount", out, state_.subcomponents);
  }
  HRESULT STDMETHODCALLTYPE GetRestoreSubcomponent(UINT index, BSTR *path, BSTR *component, boolean *repair) override {
    return item("GetRestoreSubcomponent", state_.subcomponents, index, [&](const RestoreSubcomponent &sub) {
      giveBstr(path, sub.logicalPath);
      giveBstr(component, sub.name);
      return give<boolean>(repair, sub.repair);
    });
  }
  HRESULT STDMETHODCALLTYPE GetDifferencedFilesCount(UINT *out) override {
    return count("GetDifferencedFilesCount", out, state_.differencedFiles);
  }
  HRESULT STDMETHODCALLTYPE GetDifferencedFile(UINT index, BSTR *path, BSTR *filespec, WINBOOL *recursive, BSTR *lsn,
                                               FILETIME *modified) override {
    return item("GetDifferencedFile", state_.differencedFiles, index, [&](const DifferencedFile &file) {
      giveBstr(path, file.path);
      giveBstr(filespec, file.filespec);
      giveBstr(lsn, file.lsn);
      give(modified, file.modified);
      return give<WINBOOL>(recursive, file.recursive);
    });
  }

  HRESULT STDMETHODCALLTYPE IsSelectedForRestore(boolean *out) override {
    return value<boolean>("IsSelectedForRestore", out, state_.selectedForRestore);
  }
  HRESULT STDMETHODCALLTYPE GetAdditionalRestores(boolean *out) override {
    return value<boolean>("GetAdditionalRestores", out, state_.additionalRestores);
  }
  HRESULT STDMETHODCALLTYPE GetRestoreMetadata(BSTR *out) override {
    return text("GetRestoreMetadata", out, state_.restoreMetadata);
  }
  HRESULT STDMETHODCALLTYPE GetRestoreTarget(VSS_RESTORE_TARGET *out) override {
    return value("GetRestoreTarget", out, state_.restoreTarget);
  }
  HRESULT STDMETHODCALLTYPE GetPreRestoreFailureMsg(BSTR *out) override {
    return text("GetPreRestoreFailureMsg", out, state_.preRestoreFailure);
  }
  HRESULT STDMETHODCALLTYPE GetPostRestoreFailureMsg(BSTR *out) override {
    return text("GetPostRestoreFailureMsg", out, state_.postRestoreFailure);
  }
  HRESULT STDMETHODCALLTYPE GetBackupStamp(BSTR *out) override {
    return text("GetBackupStamp", out, state_.backupStamp);
  }
  HRESULT STDMETHODCALLTYPE GetPreviousBackupStamp(BSTR *out) override {
    return text("GetPreviousBackupStamp", out, state_.previousBackupStamp);
  }
  HRESULT STDMETHODCALLTYPE GetBackupOptions(BSTR *out) override {
    return text("GetBackupOptions", out, state_.backupOptions);
  }
  HRESULT STDMETHODCALLTYPE GetRestoreOptions(BSTR *out) override {
    return text("GetRestoreOptions", out, state_.restoreOptions);
  }
  HRESULT STDMETHODCALLTYPE GetFileRestoreStatus(VSS_FILE_RESTORE_STATUS *out) override {
    return value("GetFileRestoreStatus", out, state_.restoreStatus);
  }

  HRESULT STDMETHODCALLTYPE GetPrepareForBackupFailureMsg(BSTR *out) override {
    return text("GetPrepareForBackupFailureMsg", out, state_.prepareFailure);
  }
  HRESULT STDMETHODCALLTYPE GetPostSnapshotFailureMsg(BSTR *out) override {
    return text("GetPostSnapshotFailureMsg", out, state_.snapshotFailure);
  }
  HRESULT STDMETHODCALLTYPE GetAuthoritativeRestore(boolean *out) override {
    return value<boolean>("GetAuthoritativeRestore", out, state_.authoritative);
  }
  HRESULT STDMETHODCALLTYPE GetRollForward(VSS_ROLLFORWARD_TYPE *type, BSTR *point) override {
    return control::call("IVssComponent::GetRollForward", [&]() -> HRESULT {
      giveBstr(point, state_.rollForwardPoint);
      return give(type, state_.rollForward);
    });
  }
  HRESULT STDMETHODCALLTYPE GetRestoreName(BSTR *out) override {
    return text("GetRestoreName", out, state_.restoreName);
  }
  HRESULT STDMETHODCALLTYPE GetFailure(HRESULT *failure, HRESULT *application, BSTR *message, DWORD *reserved) override {
    return control::call("IVssComponent::GetFailure", [&]() -> HRESULT {
      give(failure, state_.failure);
      give(application, state_.applicationFailure);
      give<DWORD>(reserved, 0);
      return giveBstr(message, state_.applicationMessage);
    });
  }

 private:
  static std::string call(const char *method) { return std::string("IVssComponent::") + method; }

  HRESULT text(const char *method, BSTR *out, const std::wstring &text) {
    return control::call(call(method).c_str(), [&] { return giveBstr(out, text); });
  }

  template <typename T>
  HRESULT value(const char *method, T *out, T value) {
    return control::call(call(method).c_str(), [&] { return give(out, value); });
  }

  template <typename T>
  HRESULT count(const char *method, UINT *out, const std::vector<T> &list) {
    return value(method, out, static_cast<UINT>(list.size()));
  }

  template <typename T, typename Body>
  HRESULT item(const char *method, const std::vector<T> &list, UINT index, Body body) {
    return control::call(call(method).c_str(), [&]() -> HRESULT {
      return index < list.size() ? body(list[index]) : VSS_E_OBJECT_NOT_FOUND;
    });
  }

  HRESULT files(const char *method, const std::vector<FileSpec> &list, UINT index, IVssWMFiledesc **out) {
    return control::call(call(method).c_str(), [&] { return giveFiledesc(list, index, out, alive_); });
  }

  const AddedComponent added_;
  const ComponentState &state_ = added_.state;
  // Its files are no writer's metadata: FreeWriterMetadata does them nothing.
  const MetadataAlive alive_ = std::make_shared<bool>(true);
};

}  // namespace

IVssComponent *createComponent(const AddedComponent &added) { return new Component(added); }
