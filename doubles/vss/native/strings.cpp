#include "strings.h"

#include <objbase.h>

#include <cstring>
#include <set>

#include "control.h"

namespace {

struct Out {
  std::set<void *> bstrs;
  std::set<void *> taskTexts;
};

Out &out() {
  static Out theOut;
  return theOut;
}

}  // namespace

namespace strings {

HRESULT giveBstr(BSTR *bstr, const std::wstring &text) {
  if (bstr == nullptr) return E_POINTER;
  *bstr = text.empty() ? nullptr : SysAllocStringLen(text.data(), static_cast<UINT>(text.size()));
  if (*bstr != nullptr) out().bstrs.insert(*bstr);
  return S_OK;
}

HRESULT giveTaskText(WCHAR **task, const std::wstring &text) {
  if (task == nullptr) return E_POINTER;
  *task = nullptr;
  if (text.empty()) return S_OK;
  const size_t size = (text.size() + 1) * sizeof(WCHAR);
  *task = static_cast<WCHAR *>(CoTaskMemAlloc(size));
  std::memcpy(*task, text.c_str(), size);
  out().taskTexts.insert(*task);
  return S_OK;
}

void forget() { out() = {}; }

}  // namespace strings

// The exports by which tests have a binding free its strings, in the place of oleaut32's and ole32's functions.
extern "C" {

// A BSTR that the double did not give is one that the requester made.
void STDAPICALLTYPE VssDouble_SysFreeString(BSTR bstr) {
  control::Lock lock;
  if (out().taskTexts.contains(bstr)) control::recordMisuse("SysFreeString on task memory");
  out().bstrs.erase(bstr);
  SysFreeString(bstr);
}

// The requester makes no task memory of its own, so what is not out was freed before, or is a BSTR.
void STDAPICALLTYPE VssDouble_CoTaskMemFree(void *memory) {
  control::Lock lock;
  if (memory != nullptr && out().taskTexts.erase(memory) == 0) {
    control::recordMisuse("CoTaskMemFree on what is no task memory that is out");
    return;
  }
  CoTaskMemFree(memory);
}

// How many strings are out.
UINT STDAPICALLTYPE VssDouble_LiveStrings() {
  control::Lock lock;
  return static_cast<UINT>(out().bstrs.size() + out().taskTexts.size());
}
}
