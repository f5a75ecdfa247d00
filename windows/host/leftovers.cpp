#include "host/leftovers.h"

#include <tlhelp32.h>

namespace latchkey::host {
namespace {

// What is left is left for good; what ends may get its turn late.
constexpr DWORD kGraceMs = 5000;

std::set<DWORD> threadsNow() {
  std::set<DWORD> threads;
  const Handle snapshot(CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0));
  THREADENTRY32 entry = {};
  entry.dwSize = sizeof entry;
  for (BOOL more = Thread32First(snapshot.get(), &entry); more; more = Thread32Next(snapshot.get(), &entry)) {
    if (entry.th32OwnerProcessID == GetCurrentProcessId()) threads.insert(entry.th32ThreadID);
  }
  return threads;
}

/// COM and user32 make windows of their own when they like; they are not the provider's.
bool isSystems(HWND window) noexcept {
  wchar_t name[64] = {};
  GetClassNameW(window, name, 64);
  for (const wchar_t* const known : {L"OleMainThreadWndClass", L"IME", L"MSCTFIME UI", L"UserAdapterWindowClass"}) {
    if (wcscmp(name, known) == 0) return true;
  }
  return false;
}

std::set<HWND> windowsNow() {
  std::set<HWND> windows;
  for (const HWND parent : {HWND_MESSAGE, static_cast<HWND>(nullptr)}) {
    for (HWND one = FindWindowExW(parent, nullptr, nullptr, nullptr); one != nullptr;
         one = FindWindowExW(parent, one, nullptr, nullptr)) {
      DWORD process = 0;
      GetWindowThreadProcessId(one, &process);
      if (process == GetCurrentProcessId() && !isSystems(one)) windows.insert(one);
    }
  }
  return windows;
}

template <class T>
int countNew(const std::set<T>& now, const std::set<T>& before) {
  int fresh = 0;
  for (const T& one : now) fresh += before.count(one) == 0 ? 1 : 0;
  return fresh;
}

}  // namespace

void Leftovers::noteBefore() {
  threads_ = threadsNow();
  windows_ = windowsNow();
}

void Leftovers::check(Bench& bench) const {
  int threads = countNew(threadsNow(), threads_);
  for (const DWORD began = GetTickCount(); threads > 0 && GetTickCount() - began < kGraceMs;) {
    Sleep(20);
    threads = countNew(threadsNow(), threads_);
  }
  if (threads > 0) bench.ledger.breach(Rule::threadsLeft, std::to_string(threads));
  const int windows = countNew(windowsNow(), windows_);
  if (windows > 0) bench.ledger.breach(Rule::windowsLeft, std::to_string(windows));
}

}  // namespace latchkey::host
