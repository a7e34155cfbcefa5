// What the layers of IVssBackupComponents share: the state, operations, and finding an added component.
#pragma once

#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <memory>
#include <string>

#include "async.h"
#include "backup.h"
#include "bstr.h"
#include "com-object.h"

template <typename Derived>
class RequesterBase : public ComObject<Derived, IVssBackupComponentsEx4> {
 public:
  static bool knows(REFIID iid) {
    const IID newer[] = {__uuidof(IVssBackupComponentsEx), __uuidof(IVssBackupComponentsEx2),
                         __uuidof(IVssBackupComponentsEx3), __uuidof(IVssBackupComponentsEx4)};
    for (UINT version = 0; version < 4 && version < control::newest(); ++version) {
      if (iid == newer[version]) return true;
    }
    return iid == __uuidof(IVssBackupComponents);
  }

 protected:
  // More than one byte of a C++ bool, or another value than 0 and 1, shows a caller that passed something else.
  static bool isBool(boolean value) { return value <= 1; }

  // Begins an operation. `check` says whether its turn has come and notes that it began; `finish` is what it does.
  template <typename Check>
  HRESULT start(const char *operation, IVssAsync **out, Check check, HRESULT (*finish)(Backup &)) {
    const std::string method = std::string("IVssBackupComponents::") + operation;
    return control::call(method.c_str(), [&]() -> HRESULT {
      if (!backup_->usable()) return VSS_E_BAD_STATE;
      if (out == nullptr) return E_POINTER;
      *out = nullptr;
      const HRESULT turn = check();
      if (turn != S_OK) return turn;
      backup_->running = operation;
      const std::shared_ptr<Backup> backup = backup_;
      *out = createAsync(operation, [backup, finish] { return finish(*backup); }, [backup] {
        if (backup->running == "DoSnapshotSet") endSnapshotSet(backup.get());
        backup->running.clear();
      });
      return S_OK;
    });
  }

  // A call on an added component of a writer, of whichever instance. `allowed` says whether its turn has come.
  template <typename Body>
  HRESULT change(const char *method, bool allowed, const VSS_ID &id, VSS_COMPONENT_TYPE type, LPCWSTR logicalPath,
                 LPCWSTR componentName, Body body) {
    const std::string call = std::string("IVssBackupComponents::") + method;
    return control::call(call.c_str(), [&]() -> HRESULT {
      if (!allowed) return VSS_E_BAD_STATE;
      if (componentName == nullptr) return E_INVALIDARG;
      for (AddedComponent &added : backup_->components) {
        if (added.writer->writerId != id) continue;
        if (findComponent(*added.writer, type, logicalPath, componentName) == added.component) return body(added.state);
      }
      return VSS_E_OBJECT_NOT_FOUND;
    });
  }

  static HRESULT setText(std::wstring &member, LPCWSTR text) {
    if (text == nullptr) return E_INVALIDARG;
    member = text;
    return S_OK;
  }

  HRESULT setFlag(bool &member, boolean flag) {
    if (!isBool(flag)) return E_INVALIDARG;
    member = flag != 0;
    return S_OK;
  }

  std::shared_ptr<Backup> backup_ = std::make_shared<Backup>();
};
