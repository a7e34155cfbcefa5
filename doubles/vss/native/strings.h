// Strings that are the requester's to free: which are out, and by which function they have to go.
#pragma once

#include <windows.h>
#include <oleauto.h>

#include <string>

namespace strings {

// A BSTR for SysFreeString. NULL where there is no text, as VSS answers for what a writer left out.
HRESULT giveBstr(BSTR *out, const std::wstring &text);

// Text for CoTaskMemFree; NULL as above.
HRESULT giveTaskText(WCHAR **out, const std::wstring &text);

// Forgets what is out, without freeing it.
void forget();

}  // namespace strings
