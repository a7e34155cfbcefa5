// IVssAsync: an operation that stays pending for a few looks at it, as a real one does.
#pragma once

#include <windows.h>
#include <vss.h>

#include <functional>
#include <string>

// What an operation does when it ends. Its answer, VSS_S_ASYNC_FINISHED or an error, is what QueryStatus shows.
using FinishOperation = std::function<HRESULT()>;

// `ended` is called exactly once, however it ended. An injected failure of `QueryStatus:<operation>` takes the place of `finish`.
IVssAsync *createAsync(const std::string &operation, FinishOperation finish, std::function<void()> ended);
