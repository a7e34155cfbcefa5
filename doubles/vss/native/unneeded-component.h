// The slots of IVssComponent that a backup doesn't need. They answer E_NOTIMPL.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>

#include "com-object.h"

template <typename Derived>
class UnneededComponent : public ComObject<Derived, IVssComponent> {
 public:
  HRESULT STDMETHODCALLTYPE GetAlternateLocationMappingCount(UINT *) override {
    return control::notImplemented("IVssComponent::GetAlternateLocationMappingCount");
  }
  HRESULT STDMETHODCALLTYPE GetAlternateLocationMapping(UINT, IVssWMFiledesc **) override {
    return control::notImplemented("IVssComponent::GetAlternateLocationMapping");
  }
  HRESULT STDMETHODCALLTYPE SetBackupMetadata(LPCWSTR) override {
    return control::notImplemented("IVssComponent::SetBackupMetadata");
  }
  HRESULT STDMETHODCALLTYPE AddPartialFile(LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR) override {
    return control::notImplemented("IVssComponent::AddPartialFile");
  }
  HRESULT STDMETHODCALLTYPE GetPartialFileCount(UINT *) override {
    return control::notImplemented("IVssComponent::GetPartialFileCount");
  }
  HRESULT STDMETHODCALLTYPE GetPartialFile(UINT, BSTR *, BSTR *, BSTR *, BSTR *) override {
    return control::notImplemented("IVssComponent::GetPartialFile");
  }
  HRESULT STDMETHODCALLTYPE IsSelectedForRestore(boolean *) override {
    return control::notImplemented("IVssComponent::IsSelectedForRestore");
  }
  HRESULT STDMETHODCALLTYPE GetAdditionalRestores(boolean *) override {
    return control::notImplemented("IVssComponent::GetAdditionalRestores");
  }
  HRESULT STDMETHODCALLTYPE GetNewTargetCount(UINT *) override {
    return control::notImplemented("IVssComponent::GetNewTargetCount");
  }
  HRESULT STDMETHODCALLTYPE GetNewTarget(UINT, IVssWMFiledesc **) override {
    return control::notImplemented("IVssComponent::GetNewTarget");
  }
  HRESULT STDMETHODCALLTYPE AddDirectedTarget(LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR) override {
    return control::notImplemented("IVssComponent::AddDirectedTarget");
  }
  HRESULT STDMETHODCALLTYPE GetDirectedTargetCount(UINT *) override {
    return control::notImplemented("IVssComponent::GetDirectedTargetCount");
  }
  HRESULT STDMETHODCALLTYPE GetDirectedTarget(UINT, BSTR *, BSTR *, BSTR *, BSTR *, BSTR *, BSTR *) override {
    return control::notImplemented("IVssComponent::GetDirectedTarget");
  }
  HRESULT STDMETHODCALLTYPE SetRestoreMetadata(LPCWSTR) override {
    return control::notImplemented("IVssComponent::SetRestoreMetadata");
  }
  HRESULT STDMETHODCALLTYPE GetRestoreMetadata(BSTR *) override {
    return control::notImplemented("IVssComponent::GetRestoreMetadata");
  }
  HRESULT STDMETHODCALLTYPE SetRestoreTarget(VSS_RESTORE_TARGET) override {
    return control::notImplemented("IVssComponent::SetRestoreTarget");
  }
  HRESULT STDMETHODCALLTYPE GetRestoreTarget(VSS_RESTORE_TARGET *) override {
    return control::notImplemented("IVssComponent::GetRestoreTarget");
  }
  HRESULT STDMETHODCALLTYPE SetPreRestoreFailureMsg(LPCWSTR) override {
    return control::notImplemented("IVssComponent::SetPreRestoreFailureMsg");
  }
  HRESULT STDMETHODCALLTYPE GetPreRestoreFailureMsg(BSTR *) override {
    return control::notImplemented("IVssComponent::GetPreRestoreFailureMsg");
  }
  HRESULT STDMETHODCALLTYPE SetPostRestoreFailureMsg(LPCWSTR) override {
    return control::notImplemented("IVssComponent::SetPostRestoreFailureMsg");
  }
  HRESULT STDMETHODCALLTYPE GetPostRestoreFailureMsg(BSTR *) override {
    return control::notImplemented("IVssComponent::GetPostRestoreFailureMsg");
  }
  HRESULT STDMETHODCALLTYPE SetBackupStamp(LPCWSTR) override {
    return control::notImplemented("IVssComponent::SetBackupStamp");
  }
  HRESULT STDMETHODCALLTYPE GetBackupStamp(BSTR *) override {
    return control::notImplemented("IVssComponent::GetBackupStamp");
  }
  HRESULT STDMETHODCALLTYPE GetPreviousBackupStamp(BSTR *) override {
    return control::notImplemented("IVssComponent::GetPreviousBackupStamp");
  }
  HRESULT STDMETHODCALLTYPE GetBackupOptions(BSTR *) override {
    return control::notImplemented("IVssComponent::GetBackupOptions");
  }
  HRESULT STDMETHODCALLTYPE GetRestoreOptions(BSTR *) override {
    return control::notImplemented("IVssComponent::GetRestoreOptions");
  }
  HRESULT STDMETHODCALLTYPE GetRestoreSubcomponentCount(UINT *) override {
    return control::notImplemented("IVssComponent::GetRestoreSubcomponentCount");
  }
  HRESULT STDMETHODCALLTYPE GetRestoreSubcomponent(UINT, BSTR *, BSTR *, boolean *) override {
    return control::notImplemented("IVssComponent::GetRestoreSubcomponent");
  }
  HRESULT STDMETHODCALLTYPE GetFileRestoreStatus(VSS_FILE_RESTORE_STATUS *) override {
    return control::notImplemented("IVssComponent::GetFileRestoreStatus");
  }
  HRESULT STDMETHODCALLTYPE AddDifferencedFilesByLastModifyTime(LPCWSTR, LPCWSTR, WINBOOL, FILETIME) override {
    return control::notImplemented("IVssComponent::AddDifferencedFilesByLastModifyTime");
  }
  HRESULT STDMETHODCALLTYPE AddDifferencedFilesByLastModifyLSN(LPCWSTR, LPCWSTR, WINBOOL, BSTR) override {
    return control::notImplemented("IVssComponent::AddDifferencedFilesByLastModifyLSN");
  }
  HRESULT STDMETHODCALLTYPE GetDifferencedFilesCount(UINT *) override {
    return control::notImplemented("IVssComponent::GetDifferencedFilesCount");
  }
  HRESULT STDMETHODCALLTYPE GetDifferencedFile(UINT, BSTR *, BSTR *, WINBOOL *, BSTR *, FILETIME *) override {
    return control::notImplemented("IVssComponent::GetDifferencedFile");
  }
};
