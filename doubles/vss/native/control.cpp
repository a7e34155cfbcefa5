#include "control.h"

#include <cstdio>
#include <cstring>
#include <vector>

#include "machine-snapshots.h"
#include "strings.h"

namespace {

// Enough that one look can't be all that a requester takes.
constexpr UINT DEFAULT_LOOKS = 2;
constexpr UINT NEWEST = 4;

struct Failure {
  std::string call;
  UINT occurrence;
  HRESULT answer;
};

struct FailingWriter {
  std::wstring writer;
  std::string phase;
  control::WriterFailure failure;
};

struct State {
  CRITICAL_SECTION section;
  std::string journal;
  std::vector<Failure> failures;
  std::vector<FailingWriter> writers;
  LONG live = 0;
  UINT looksBeforeEnd = DEFAULT_LOOKS;
  UINT newest = NEWEST;

  State() { InitializeCriticalSection(&section); }
};

State &state() {
  static State theState;
  return theState;
}

// Opened anew for each line, and shared, since the double of ntdsbcli.dll writes to the same file.
void appendToFile(const std::string &line) {
  WCHAR path[MAX_PATH];
  const DWORD length = GetEnvironmentVariableW(L"DSBACKUP_DOUBLE_JOURNAL", path, MAX_PATH);
  if (length == 0 || length >= MAX_PATH) return;
  HANDLE file = CreateFileW(path, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_ALWAYS,
                            FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return;
  const std::string text = "vssapi " + line;
  DWORD written;
  WriteFile(file, text.data(), static_cast<DWORD>(text.size()), &written, nullptr);
  CloseHandle(file);
}

void append(const std::string &line) {
  state().journal += line + "\n";
  appendToFile(line + "\n");
}

std::string narrow(const WCHAR *text) {
  std::string result;
  for (; *text != 0; ++text) result += static_cast<char>(*text);
  return result;
}

}  // namespace

namespace control {

Lock::Lock() { EnterCriticalSection(&state().section); }
Lock::~Lock() { LeaveCriticalSection(&state().section); }

void record(const std::string &call, HRESULT answer) {
  char number[16];
  std::snprintf(number, sizeof number, " %08lX", static_cast<unsigned long>(answer));
  append(call + number);
}

void recordMisuse(const std::string &what) { append("MISUSE " + what); }

HRESULT takeFailure(const std::string &call) {
  std::vector<Failure> &failures = state().failures;
  HRESULT answer = S_OK;
  for (size_t index = 0; index < failures.size();) {
    if (failures[index].call == call && --failures[index].occurrence == 0) {
      if (answer == S_OK) answer = failures[index].answer;
      failures.erase(failures.begin() + static_cast<std::ptrdiff_t>(index));
    } else {
      ++index;
    }
  }
  return answer;
}

WriterFailure writerFailure(const std::wstring &writer, const std::string &phase) {
  for (const FailingWriter &failing : state().writers) {
    if (failing.writer == writer && failing.phase == phase) return failing.failure;
  }
  return {};
}

UINT newest() { return state().newest; }

UINT looksBeforeEnd() { return state().looksBeforeEnd; }

void born() { InterlockedIncrement(&state().live); }
void died() { InterlockedDecrement(&state().live); }

HRESULT notImplemented(const char *name) {
  return call(name, [] { return E_NOTIMPL; });
}

}  // namespace control

// The exports that only tests call. Names of calls are the journal's; `QueryStatus:DoSnapshotSet` is the result
// that only QueryStatus shows.
extern "C" {

void STDAPICALLTYPE VssDouble_FailNext(const WCHAR *call, UINT occurrence, UINT answer) {
  control::Lock lock;
  state().failures.push_back({narrow(call), occurrence, static_cast<HRESULT>(answer)});
}

// `phase` is `GatherWriterMetadata`, `PrepareForBackup`, `DoSnapshotSet`, `BackupComplete`,
// `PreRestore` or `PostRestore`.
void STDAPICALLTYPE VssDouble_FailWriter(const WCHAR *writer, UINT writerState, UINT failure, const WCHAR *phase) {
  control::Lock lock;
  state().writers.push_back({writer, narrow(phase), {true, writerState, static_cast<HRESULT>(failure)}});
}

// Copies as much of the journal as fits, and answers how many bytes it has.
UINT STDAPICALLTYPE VssDouble_Journal(BYTE *buffer, UINT size) {
  control::Lock lock;
  const std::string &journal = state().journal;
  const size_t length = journal.size() < size ? journal.size() : size;
  if (buffer != nullptr) std::memcpy(buffer, journal.data(), length);
  return static_cast<UINT>(journal.size());
}

UINT STDAPICALLTYPE VssDouble_Live() { return static_cast<UINT>(state().live); }

void STDAPICALLTYPE VssDouble_SetLooks(UINT looks) {
  control::Lock lock;
  state().looksBeforeEnd = looks;
}

void STDAPICALLTYPE VssDouble_SetNewest(UINT newest) {
  control::Lock lock;
  state().newest = newest;
}

// Forgets the journal and every failure that was asked for, and the machine's shadow copies. What is live stays counted: it is still out.
void STDAPICALLTYPE VssDouble_Reset() {
  control::Lock lock;
  state().journal.clear();
  state().failures.clear();
  state().writers.clear();
  state().looksBeforeEnd = DEFAULT_LOOKS;
  state().newest = NEWEST;
  strings::forget();
  machineSnapshots().clear();
}
}
