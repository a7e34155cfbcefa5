// What tests steer and see of the double: the journal of calls, injected failures, and the count of live objects.
#pragma once

#include <windows.h>

#include <string>

namespace control {

// All of the double runs under one lock: calls come from whichever thread of libuv's pool is free.
class Lock {
 public:
  Lock();
  ~Lock();
  Lock(const Lock &) = delete;
  Lock &operator=(const Lock &) = delete;
};

// Notes one call and its answer, as `IVssAsync::Cancel 00000000`.
void record(const std::string &call, HRESULT answer);

// Notes something that a correct requester never does, as `MISUSE ...`.
void recordMisuse(const std::string &what);

// The failure that a test asked for on this call, or S_OK. Each is given once.
HRESULT takeFailure(const std::string &call);

// What the tests asked GatherWriterStatus to find wrong with a writer after a phase.
struct WriterFailure {
  bool set = false;
  UINT state = 0;
  HRESULT failure = S_OK;
};
WriterFailure writerFailure(const std::wstring &writer, const std::string &phase);

// The newest interfaces that QueryInterface knows: 0 for none beyond the first, 4 up to IVssBackupComponentsEx4.
UINT newest();

// How many looks see an operation pending before one sees its end.
UINT looksBeforeEnd();

// Counts what the requester has to give back: interfaces, component infos, snapshot properties.
void born();
void died();

// Runs one method under the lock: an injected failure stands in for it; the answer goes into the journal.
template <typename Body>
HRESULT call(const char *name, Body body) {
  Lock lock;
  HRESULT answer = takeFailure(name);
  if (answer == S_OK) answer = body();
  record(name, answer);
  return answer;
}

// A method that a backup doesn't need.
HRESULT notImplemented(const char *name);

}  // namespace control
