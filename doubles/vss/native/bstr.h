// Giving strings away as Windows does.
#pragma once

#include <windows.h>
#include <oleauto.h>

#include <string>

#include "strings.h"

// A BSTR in a struct that the double itself frees. NULL where there is no text.
inline BSTR allocateBstr(const std::wstring &text) {
  return text.empty() ? nullptr : SysAllocStringLen(text.data(), static_cast<UINT>(text.size()));
}

using strings::giveBstr;

template <typename T>
HRESULT give(T *out, T value) {
  if (out == nullptr) return E_POINTER;
  *out = value;
  return S_OK;
}
