// The setters of IVssComponent, which are for writers. They answer E_NOTIMPL, and no requester should call one.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>

#include "com-object.h"

template <typename Derived>
class WritersOwnCalls : public ComObject<Derived, IVssComponentEx2> {
 public:
  HRESULT STDMETHODCALLTYPE SetBackupMetadata(LPCWSTR) override { return refuse("SetBackupMetadata"); }
  HRESULT STDMETHODCALLTYPE AddPartialFile(LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR) override {
    return refuse("AddPartialFile");
  }
  HRESULT STDMETHODCALLTYPE AddDirectedTarget(LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR) override {
    return refuse("AddDirectedTarget");
  }
  HRESULT STDMETHODCALLTYPE SetRestoreMetadata(LPCWSTR) override { return refuse("SetRestoreMetadata"); }
  HRESULT STDMETHODCALLTYPE SetRestoreTarget(VSS_RESTORE_TARGET) override { return refuse("SetRestoreTarget"); }
  HRESULT STDMETHODCALLTYPE SetPreRestoreFailureMsg(LPCWSTR) override { return refuse("SetPreRestoreFailureMsg"); }
  HRESULT STDMETHODCALLTYPE SetPostRestoreFailureMsg(LPCWSTR) override { return refuse("SetPostRestoreFailureMsg"); }
  HRESULT STDMETHODCALLTYPE SetBackupStamp(LPCWSTR) override { return refuse("SetBackupStamp"); }
  HRESULT STDMETHODCALLTYPE AddDifferencedFilesByLastModifyTime(LPCWSTR, LPCWSTR, WINBOOL, FILETIME) override {
    return refuse("AddDifferencedFilesByLastModifyTime");
  }
  HRESULT STDMETHODCALLTYPE AddDifferencedFilesByLastModifyLSN(LPCWSTR, LPCWSTR, WINBOOL, BSTR) override {
    return refuse("AddDifferencedFilesByLastModifyLSN");
  }
  HRESULT STDMETHODCALLTYPE SetPrepareForBackupFailureMsg(LPCWSTR) override {
    return refuse("SetPrepareForBackupFailureMsg");
  }
  HRESULT STDMETHODCALLTYPE SetPostSnapshotFailureMsg(LPCWSTR) override { return refuse("SetPostSnapshotFailureMsg"); }
  HRESULT STDMETHODCALLTYPE SetFailure(HRESULT, HRESULT, LPCWSTR, DWORD) override { return refuse("SetFailure"); }

 private:
  HRESULT refuse(const char *method) {
    return control::notImplemented((std::string("IVssComponent::") + method).c_str());
  }
};
