// The methods of IVssBackupComponents that have to do with a restore, and those on the options of a component.
#pragma once

#include "requester-base.h"

template <typename Derived>
class RestoreCalls : public RequesterBase<Derived> {
 public:
  // Takes those components of the double's writers that the document names.
  HRESULT STDMETHODCALLTYPE InitializeForRestore(BSTR xml) override {
    return control::call("IVssBackupComponents::InitializeForRestore", [&]() -> HRESULT {
      Backup &backup = *this->backup_;
      if (backup.initialized) return VSS_E_BAD_STATE;
      const std::wstring document = xml == nullptr ? L"" : std::wstring(xml, SysStringLen(xml));
      if (!document.starts_with(L"<BACKUP_COMPONENTS ")) return VSS_E_INVALID_XML_DOCUMENT;
      backup.initialized = backup.restoring = true;
      backup.options.partialFiles = document.find(L"partialFileSupport=\"yes\"") != std::wstring::npos;
      takeComponents(document);
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE SetRestoreState(VSS_RESTORE_TYPE type) override {
    return control::call("IVssBackupComponents::SetRestoreState", [&]() -> HRESULT {
      if (!choosing()) return VSS_E_BAD_STATE;
      return type > VSS_RTYPE_UNDEFINED && type <= VSS_RTYPE_OTHER ? S_OK : E_INVALIDARG;
    });
  }

  HRESULT STDMETHODCALLTYPE SetBackupOptions(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path, LPCWSTR component,
                                             LPCWSTR options) override {
    return this->change("SetBackupOptions", preparing(), id, type, path, component,
                        [&](ComponentState &state) { return this->setText(state.backupOptions, options); });
  }
  HRESULT STDMETHODCALLTYPE SetPreviousBackupStamp(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path,
                                                   LPCWSTR component, LPCWSTR stamp) override {
    return this->change("SetPreviousBackupStamp", preparing(), id, type, path, component,
                        [&](ComponentState &state) { return this->setText(state.previousBackupStamp, stamp); });
  }
  HRESULT STDMETHODCALLTYPE SetSelectedForRestore(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path, LPCWSTR component,
                                                  boolean selected) override {
    return this->change("SetSelectedForRestore", choosing(), id, type, path, component,
                        [&](ComponentState &state) { return this->setFlag(state.selectedForRestore, selected); });
  }
  HRESULT STDMETHODCALLTYPE SetRestoreOptions(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path, LPCWSTR component,
                                              LPCWSTR options) override {
    return this->change("SetRestoreOptions", choosing(), id, type, path, component,
                        [&](ComponentState &state) { return this->setText(state.restoreOptions, options); });
  }
  HRESULT STDMETHODCALLTYPE SetAdditionalRestores(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path, LPCWSTR component,
                                                  boolean additional) override {
    return this->change("SetAdditionalRestores", choosing(), id, type, path, component,
                        [&](ComponentState &state) { return this->setFlag(state.additionalRestores, additional); });
  }
  HRESULT STDMETHODCALLTYPE AddAlternativeLocationMapping(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path,
                                                          LPCWSTR component, LPCWSTR folder, LPCWSTR filespec,
                                                          boolean recursive, LPCWSTR destination) override {
    return this->change("AddAlternativeLocationMapping", restoring(), id, type, path, component,
                        [&](ComponentState &state) {
                          return addFiles(state.alternateMappings, {folder, filespec, destination}, recursive);
                        });
  }
  HRESULT STDMETHODCALLTYPE AddNewTarget(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path, LPCWSTR component,
                                         LPCWSTR folder, LPCWSTR file, boolean recursive, LPCWSTR alternate) override {
    return this->change("AddNewTarget", choosing(), id, type, path, component, [&](ComponentState &state) {
      return addFiles(state.newTargets, {folder, file, alternate}, recursive);
    });
  }
  HRESULT STDMETHODCALLTYPE AddRestoreSubcomponent(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path, LPCWSTR component,
                                                   LPCWSTR subPath, LPCWSTR subName, boolean repair) override {
    return this->change("AddRestoreSubcomponent", choosing(), id, type, path, component,
                        [&](ComponentState &state) -> HRESULT {
                          if (subName == nullptr || !this->isBool(repair)) return E_INVALIDARG;
                          state.subcomponents.push_back({subPath == nullptr ? L"" : subPath, subName, repair != 0});
                          return S_OK;
                        });
  }
  HRESULT STDMETHODCALLTYPE SetFileRestoreStatus(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path, LPCWSTR component,
                                                 VSS_FILE_RESTORE_STATUS status) override {
    const bool placing = restoring() && this->backup_->preRestored;
    return this->change("SetFileRestoreStatus", placing, id, type, path, component,
                        [&](ComponentState &state) -> HRESULT {
                          if (status <= VSS_RS_UNDEFINED || status > VSS_RS_FAILED) return E_INVALIDARG;
                          state.restoreStatus = status;
                          return S_OK;
                        });
  }
  HRESULT STDMETHODCALLTYPE SetRangesFilePath(VSS_ID id, VSS_COMPONENT_TYPE type, LPCWSTR path, LPCWSTR component,
                                              UINT index, LPCWSTR file) override {
    return this->change("SetRangesFilePath", choosing(), id, type, path, component,
                        [&](ComponentState &state) -> HRESULT {
                          if (index >= state.partialFiles.size()) return VSS_E_OBJECT_NOT_FOUND;
                          return this->setText(state.partialFiles[index].ranges, file);
                        });
  }

  HRESULT STDMETHODCALLTYPE PreRestore(IVssAsync **out) override {
    return this->start("PreRestore", out, [this]() -> HRESULT {
      if (!choosing()) return VSS_E_BAD_STATE;
      this->backup_->preRestoreStarted = true;
      return S_OK;
    }, [](Backup &backup) {
      backup.preRestored = true;
      for (AddedComponent &added : backup.components) {
        if (added.state.selectedForRestore) leavePreRestore(added);
      }
      return VSS_S_ASYNC_FINISHED;
    });
  }
  HRESULT STDMETHODCALLTYPE PostRestore(IVssAsync **out) override {
    return this->start("PostRestore", out, [this]() -> HRESULT {
      if (!restoring() || !this->backup_->preRestored) return VSS_E_BAD_STATE;
      this->backup_->postRestoreStarted = true;
      return S_OK;
    }, [](Backup &backup) {
      for (AddedComponent &added : backup.components) {
        const bool failed = control::writerFailure(added.writer->name, "PostRestore").set;
        if (failed) added.state.postRestoreFailure = L"The double could not take the files over.";
      }
      return VSS_S_ASYNC_FINISHED;
    });
  }

 protected:
  bool preparing() const {
    const Backup &backup = *this->backup_;
    return backup.usable() && !backup.restoring && !backup.prepareStarted;
  }
  bool restoring() const {
    const Backup &backup = *this->backup_;
    return backup.usable() && backup.restoring && backup.gathered && !backup.postRestoreStarted;
  }
  bool choosing() const { return restoring() && !this->backup_->preRestoreStarted; }

 private:
  struct Files {
    LPCWSTR path;
    LPCWSTR filespec;
    LPCWSTR alternate;
  };

  HRESULT addFiles(std::vector<FileSpec> &list, Files files, boolean recursive) {
    if (files.path == nullptr || files.filespec == nullptr || files.alternate == nullptr) return E_INVALIDARG;
    if (!this->isBool(recursive)) return E_INVALIDARG;
    list.push_back({files.path, files.filespec, recursive != 0, files.alternate});
    return S_OK;
  }

  // What a writer says before the files are put back; what it asks for is the double's own.
  static void leavePreRestore(AddedComponent &added) {
    ComponentState &state = added.state;
    state.restoreMetadata = L"restore metadata of " + added.component->name;
    state.restoreTarget = state.newTargets.empty() ? VSS_RT_ORIGINAL : VSS_RT_DIRECTED;
    for (const FileSpec &target : state.newTargets) {
      state.directedTargets.push_back(
          {target.path, target.filespec, L"0:4096", target.alternateLocation, L"new-" + target.filespec, L"8192:4096"});
    }
    const bool failed = control::writerFailure(added.writer->name, "PreRestore").set;
    if (failed) state.preRestoreFailure = L"The double can't let go of its files.";
  }

  void takeComponents(const std::wstring &document) {
    for (const Writer &writer : writers()) {
      const size_t begin = document.find(L"writerId=\"" + formatId(writer.writerId));
      if (begin == std::wstring::npos) continue;
      const size_t end = document.find(L"</WRITER_COMPONENTS>", begin);
      const std::wstring part = document.substr(begin, end - begin);
      for (const WriterComponent &component : writer.components) {
        if (part.find(L"componentName=\"" + component.name + L"\"") == std::wstring::npos) continue;
        this->backup_->components.push_back({&writer, &component, false, writer.backupMetadata});
        if (this->backup_->options.partialFiles) leavePartialFiles(this->backup_->components.back());
      }
    }
  }
};
