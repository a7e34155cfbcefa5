// Giving strings away as Windows does.
#pragma once

#include <windows.h>
#include <oleauto.h>

#include <string>

// A BSTR for the requester to free. NULL where there is no text, as VSS answers for what a writer left out.
inline BSTR allocateBstr(const std::wstring &text) {
  return text.empty() ? nullptr : SysAllocStringLen(text.data(), static_cast<UINT>(text.size()));
}

inline HRESULT giveBstr(BSTR *out, const std::wstring &text) {
  if (out == nullptr) return E_POINTER;
  *out = allocateBstr(text);
  return S_OK;
}

template <typename T>
HRESULT give(T *out, T value) {
  if (out == nullptr) return E_POINTER;
  *out = value;
  return S_OK;
}
