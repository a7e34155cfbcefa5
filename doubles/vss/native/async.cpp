#include "async.h"

#include <utility>

#include "com-object.h"

namespace {

class Async final : public ComObject<Async, IVssAsync> {
 public:
  static constexpr const char *name = "IVssAsync";
  Async(const std::string &operation, FinishOperation finish, std::function<void()> ended)
      : operation_(operation), finish_(std::move(finish)), ended_(std::move(ended)) {}

  ~Async() {
    if (result_ == VSS_S_ASYNC_PENDING) control::recordMisuse("IVssAsync released while " + operation_ + " runs");
  }

  HRESULT STDMETHODCALLTYPE Cancel() override {
    return control::call("IVssAsync::Cancel", [&]() -> HRESULT {
      if (result_ != VSS_S_ASYNC_PENDING) return VSS_S_ASYNC_FINISHED;
      end(VSS_S_ASYNC_CANCELLED);
      return S_OK;
    });
  }

  HRESULT STDMETHODCALLTYPE Wait(DWORD) override {
    return control::call("IVssAsync::Wait", [&]() -> HRESULT {
      finish();
      return S_OK;
    });
  }

  // The journal shows the operation's result, since the call's own answer says nothing.
  HRESULT STDMETHODCALLTYPE QueryStatus(HRESULT *result, INT *reserved) override {
    control::Lock lock;
    HRESULT answer = control::takeFailure("IVssAsync::QueryStatus");
    if (answer == S_OK && reserved != nullptr) answer = E_INVALIDARG;
    if (answer == S_OK && result == nullptr) answer = E_POINTER;
    if (answer != S_OK) {
      control::record("IVssAsync::QueryStatus", answer);
      return answer;
    }
    if (looks_++ >= control::looksBeforeEnd()) finish();
    *result = result_;
    control::record("IVssAsync::QueryStatus:" + operation_, result_);
    return S_OK;
  }

 private:
  void finish() {
    if (result_ != VSS_S_ASYNC_PENDING) return;
    const HRESULT failure = control::takeFailure("QueryStatus:" + operation_);
    end(failure == S_OK ? finish_() : failure);
  }

  void end(HRESULT result) {
    result_ = result;
    ended_();
  }

  std::string operation_;
  FinishOperation finish_;
  std::function<void()> ended_;
  HRESULT result_ = VSS_S_ASYNC_PENDING;
  UINT looks_ = 0;
};

}  // namespace

IVssAsync *createAsync(const std::string &operation, FinishOperation finish, std::function<void()> ended) {
  return new Async(operation, std::move(finish), std::move(ended));
}
