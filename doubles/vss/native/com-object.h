// The part that all objects share: counting references, and giving QueryInterface only what the header knows.
#pragma once

#include <windows.h>

#include <string>

#include "control.h"

// `Interface` is a class of mingw-w64's headers; `Derived` its complete implementation. No destructor here is
// virtual: it would add slots behind the interface's own.
template <typename Derived, typename Interface>
class ComObject : public Interface {
 public:
  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **object) override {
    return control::call((std::string(Derived::name) + "::QueryInterface").c_str(), [&]() -> HRESULT {
      if (object == nullptr) return E_POINTER;
      *object = nullptr;
      if (iid != __uuidof(IUnknown) && !Derived::knows(iid)) return E_NOINTERFACE;
      ++references_;
      *object = static_cast<Interface *>(this);
      return S_OK;
    });
  }

  ULONG STDMETHODCALLTYPE AddRef() override {
    control::Lock lock;
    return ++references_;
  }

  ULONG STDMETHODCALLTYPE Release() override {
    control::Lock lock;
    const ULONG left = --references_;
    control::record(std::string(Derived::name) + "::Release", static_cast<HRESULT>(left));
    if (left == 0) {
      control::died();
      delete static_cast<Derived *>(this);
    }
    return left;
  }

  // An interface without a published IID has GUID_NULL in the header: nobody may ask for it by that. An object of several
  // versions has a function of its own.
  static bool knows(REFIID iid) { return __uuidof(Interface) != GUID_NULL && iid == __uuidof(Interface); }

 protected:
  ComObject() { control::born(); }
  ~ComObject() = default;

 private:
  ULONG references_ = 1;
};
