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
      // An interface without a published IID has GUID_NULL in the header: nobody may ask for it by that.
      const bool published = __uuidof(Interface) != GUID_NULL && iid == __uuidof(Interface);
      if (iid != __uuidof(IUnknown) && !published) return E_NOINTERFACE;
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

 protected:
  ComObject() { control::born(); }
  ~ComObject() = default;

 private:
  ULONG references_ = 1;
};
