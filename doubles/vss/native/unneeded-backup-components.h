// The slots of IVssBackupComponents that a backup doesn't need: restores, imports, reverts. They answer E_NOTIMPL.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include "com-object.h"

template <typename Derived>
class UnneededBackupComponents : public ComObject<Derived, IVssBackupComponents> {
 public:
  HRESULT STDMETHODCALLTYPE InitializeForRestore(BSTR) override {
    return control::notImplemented("IVssBackupComponents::InitializeForRestore");
  }
  HRESULT STDMETHODCALLTYPE SetRestoreState(VSS_RESTORE_TYPE) override {
    return control::notImplemented("IVssBackupComponents::SetRestoreState");
  }
  HRESULT STDMETHODCALLTYPE SetBackupOptions(VSS_ID, VSS_COMPONENT_TYPE, LPCWSTR, LPCWSTR, LPCWSTR) override {
    return control::notImplemented("IVssBackupComponents::SetBackupOptions");
  }
  HRESULT STDMETHODCALLTYPE SetSelectedForRestore(VSS_ID, VSS_COMPONENT_TYPE, LPCWSTR, LPCWSTR, boolean) override {
    return control::notImplemented("IVssBackupComponents::SetSelectedForRestore");
  }
  HRESULT STDMETHODCALLTYPE SetRestoreOptions(VSS_ID, VSS_COMPONENT_TYPE, LPCWSTR, LPCWSTR, LPCWSTR) override {
    return control::notImplemented("IVssBackupComponents::SetRestoreOptions");
  }
  HRESULT STDMETHODCALLTYPE SetAdditionalRestores(VSS_ID, VSS_COMPONENT_TYPE, LPCWSTR, LPCWSTR, boolean) override {
    return control::notImplemented("IVssBackupComponents::SetAdditionalRestores");
  }
  HRESULT STDMETHODCALLTYPE SetPreviousBackupStamp(VSS_ID, VSS_COMPONENT_TYPE, LPCWSTR, LPCWSTR, LPCWSTR) override {
    return control::notImplemented("IVssBackupComponents::SetPreviousBackupStamp");
  }
  HRESULT STDMETHODCALLTYPE AddAlternativeLocationMapping(VSS_ID, VSS_COMPONENT_TYPE, LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR, boolean, LPCWSTR) override {
    return control::notImplemented("IVssBackupComponents::AddAlternativeLocationMapping");
  }
  HRESULT STDMETHODCALLTYPE AddRestoreSubcomponent(VSS_ID, VSS_COMPONENT_TYPE, LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR, boolean) override {
    return control::notImplemented("IVssBackupComponents::AddRestoreSubcomponent");
  }
  HRESULT STDMETHODCALLTYPE SetFileRestoreStatus(VSS_ID, VSS_COMPONENT_TYPE, LPCWSTR, LPCWSTR, VSS_FILE_RESTORE_STATUS) override {
    return control::notImplemented("IVssBackupComponents::SetFileRestoreStatus");
  }
  HRESULT STDMETHODCALLTYPE AddNewTarget(VSS_ID, VSS_COMPONENT_TYPE, LPCWSTR, LPCWSTR, LPCWSTR, LPCWSTR, boolean, LPCWSTR) override {
    return control::notImplemented("IVssBackupComponents::AddNewTarget");
  }
  HRESULT STDMETHODCALLTYPE SetRangesFilePath(VSS_ID, VSS_COMPONENT_TYPE, LPCWSTR, LPCWSTR, UINT, LPCWSTR) override {
    return control::notImplemented("IVssBackupComponents::SetRangesFilePath");
  }
  HRESULT STDMETHODCALLTYPE PreRestore(IVssAsync **) override {
    return control::notImplemented("IVssBackupComponents::PreRestore");
  }
  HRESULT STDMETHODCALLTYPE PostRestore(IVssAsync **) override {
    return control::notImplemented("IVssBackupComponents::PostRestore");
  }
  HRESULT STDMETHODCALLTYPE ImportSnapshots(IVssAsync **) override {
    return control::notImplemented("IVssBackupComponents::ImportSnapshots");
  }
  HRESULT STDMETHODCALLTYPE BreakSnapshotSet(VSS_ID) override {
    return control::notImplemented("IVssBackupComponents::BreakSnapshotSet");
  }
  HRESULT STDMETHODCALLTYPE Query(VSS_ID, VSS_OBJECT_TYPE, VSS_OBJECT_TYPE, IVssEnumObject **) override {
    return control::notImplemented("IVssBackupComponents::Query");
  }
  HRESULT STDMETHODCALLTYPE DisableWriterClasses(const VSS_ID *, UINT) override {
    return control::notImplemented("IVssBackupComponents::DisableWriterClasses");
  }
  HRESULT STDMETHODCALLTYPE EnableWriterClasses(const VSS_ID *, UINT) override {
    return control::notImplemented("IVssBackupComponents::EnableWriterClasses");
  }
  HRESULT STDMETHODCALLTYPE DisableWriterInstances(const VSS_ID *, UINT) override {
    return control::notImplemented("IVssBackupComponents::DisableWriterInstances");
  }
  HRESULT STDMETHODCALLTYPE ExposeSnapshot(VSS_ID, VSS_PWSZ, LONG, VSS_PWSZ, VSS_PWSZ *) override {
    return control::notImplemented("IVssBackupComponents::ExposeSnapshot");
  }
  HRESULT STDMETHODCALLTYPE RevertToSnapshot(VSS_ID, WINBOOL) override {
    return control::notImplemented("IVssBackupComponents::RevertToSnapshot");
  }
  HRESULT STDMETHODCALLTYPE QueryRevertStatus(VSS_PWSZ, IVssAsync **) override {
    return control::notImplemented("IVssBackupComponents::QueryRevertStatus");
  }
};
