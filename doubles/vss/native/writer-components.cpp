#include "writer-components.h"

#include "bstr.h"
#include "component.h"
#include "control.h"

namespace {

// The two bases of the Windows SDK's class, in its order. mingw-w64's header gives IVssWriterComponentsExt only the
// first; IUnknown comes behind a second vtable pointer, so no method here is found at slot 3 of the first.
class WriterComponents final : public IVssWriterComponentsExt, public IUnknown {
 public:
  explicit WriterComponents(const std::vector<AddedComponent> &components) : components_(components) {
    control::born();
  }

  HRESULT STDMETHODCALLTYPE GetComponentCount(UINT *count) override {
    return control::call("IVssWriterComponentsExt::GetComponentCount",
                         [&] { return give(count, static_cast<UINT>(components_.size())); });
  }
  HRESULT STDMETHODCALLTYPE GetWriterInfo(VSS_ID *instance, VSS_ID *id) override {
    return control::call("IVssWriterComponentsExt::GetWriterInfo", [&]() -> HRESULT {
      if (instance == nullptr || id == nullptr) return E_POINTER;
      *instance = components_.front().writer->instanceId;
      *id = components_.front().writer->writerId;
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE GetComponent(UINT index, IVssComponent **out) override {
    return control::call("IVssWriterComponentsExt::GetComponent", [&]() -> HRESULT {
      if (out == nullptr) return E_POINTER;
      *out = nullptr;
      if (index >= components_.size()) return VSS_E_OBJECT_NOT_FOUND;
      *out = createComponent(components_[index]);
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **object) override {
    return control::call("IVssWriterComponentsExt::QueryInterface", [&]() -> HRESULT {
      if (object == nullptr) return E_POINTER;
      *object = nullptr;
      if (iid != __uuidof(IUnknown)) return E_NOINTERFACE;
      ++references_;
      *object = static_cast<IUnknown *>(this);
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
    control::record("IVssWriterComponentsExt::Release", static_cast<HRESULT>(left));
    if (left == 0) {
      control::died();
      delete this;
    }
    return left;
  }

 private:
  std::vector<AddedComponent> components_;
  ULONG references_ = 1;
};

}  // namespace

IVssWriterComponentsExt *createWriterComponents(const std::vector<AddedComponent> &components) {
  return new WriterComponents(components);
}
