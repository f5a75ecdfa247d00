#include "provider/background.h"

#include <memory>
#include <new>
#include <utility>

#include "com/com.h"

namespace latchkey {
namespace {

constexpr DWORD kShortlyMs = 40;

struct Job {
  std::function<void()> work;
  HMODULE module = nullptr;
  ModuleRef reference;
};

/// Everything on the stack is gone before the thread lets go of the DLL that its code is in.
HMODULE runJob(void* given) noexcept {
  const std::unique_ptr<Job> job(static_cast<Job*>(given));
  try {
    job->work();
  } catch (...) {
    // Out of memory: whoever waits for an answer has a deadline.
  }
  return job->module;
}

DWORD WINAPI entry(void* given) noexcept {
  FreeLibraryAndExitThread(runJob(given), 0);
}

}  // namespace

Handle startThread(std::function<void()> work) noexcept {
  std::unique_ptr<Job> job(new (std::nothrow) Job);
  if (!job) return {};
  job->work = std::move(work);
  const DWORD pinned = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS;
  if (!GetModuleHandleExW(pinned, reinterpret_cast<LPCWSTR>(&entry), &job->module)) return {};
  const HMODULE module = job->module;
  Handle thread(CreateThread(nullptr, 0, entry, job.get(), 0, nullptr));
  if (thread) {
    (void)job.release();
  } else {
    FreeLibrary(module);
  }
  return thread;
}

void waitShortly(const Handle& thread, const Handle& other) noexcept {
  const HANDLE both[] = {thread ? thread.get() : other.get(), other.get()};
  const DWORD count = thread && other ? 2 : 1;
  if (thread || other) WaitForMultipleObjects(count, both, TRUE, kShortlyMs);
}

}  // namespace latchkey
