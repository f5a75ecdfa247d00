#include "worker/confinement.h"

#include <cstring>

namespace latchkey {
namespace {

constexpr SIZE_T kMostMemory = 256u * 1024 * 1024;

// Missing from Windows 7, or there only after an update, so they are looked up.
template <typename Function>
Function find(const char* name) noexcept {
  Function found = nullptr;
  const FARPROC address = GetProcAddress(GetModuleHandleW(L"kernel32.dll"), name);
  static_assert(sizeof found == sizeof address);
  std::memcpy(&found, &address, sizeof found);
  return found;
}

// The numbers and bits of PROCESS_MITIGATION_POLICY, all flags in one DWORD.
constexpr int kDynamicCode = 2;
constexpr int kExtensionPoints = 6;
constexpr int kImageLoad = 10;
constexpr int kChildProcess = 13;

void mitigate(int policy, DWORD flags) noexcept {
  using Set = BOOL(WINAPI*)(int, void*, SIZE_T);
  if (const auto set = find<Set>("SetProcessMitigationPolicy")) set(policy, &flags, sizeof flags);
}

}  // namespace

void hardenProcess() noexcept {
  using SetDirectories = BOOL(WINAPI*)(DWORD);
  if (const auto set = find<SetDirectories>("SetDefaultDllDirectories")) set(LOAD_LIBRARY_SEARCH_SYSTEM32);
  SetDllDirectoryW(L"");
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
  HeapSetInformation(nullptr, HeapEnableTerminationOnCorruption, nullptr, 0);
  mitigate(kDynamicCode, 1);
  mitigate(kExtensionPoints, 1);
  // No remote images, none of low integrity.
  mitigate(kImageLoad, 3);
  mitigate(kChildProcess, 1);
}

Handle confineSelf() noexcept {
  Handle job(CreateJobObjectW(nullptr, nullptr));
  if (!job) return job;
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_ACTIVE_PROCESS | JOB_OBJECT_LIMIT_PROCESS_MEMORY |
                                            JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
  limits.BasicLimitInformation.ActiveProcessLimit = 1;
  limits.ProcessMemoryLimit = kMostMemory;
  const bool isSet =
      SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits) &&
      AssignProcessToJobObject(job.get(), GetCurrentProcess());
  return isSet ? std::move(job) : Handle();
}

}  // namespace latchkey
