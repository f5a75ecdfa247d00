#include "host/starvation.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "provider/handles.h"

namespace latchkey::host {
namespace {

bool isWine() noexcept {
  static const bool answer = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr;
  return answer;
}

// Wine tells its own numbers of processes and threads only; Linux counts by others. And a file that is read by way of
// Wine costs its server a round trip each time, which is what is to be measured. This program's code runs on Linux'
// processor as it is, so it asks for itself.
#ifdef _WIN64
long ask(long which, std::intptr_t first = 0, std::intptr_t second = 0, std::intptr_t third = 0) noexcept {
  long long answer = which;
  __asm__ volatile("syscall" : "+a"(answer) : "D"(first), "S"(second), "d"(third) : "rcx", "r11", "memory");
  return static_cast<long>(answer);
}
constexpr long kRead = 0;
constexpr long kOpen = 2;
constexpr long kSeek = 8;
constexpr long kProcess = 39;
constexpr long kThread = 186;
#else
long ask(long which, std::intptr_t first = 0, std::intptr_t second = 0, std::intptr_t third = 0) noexcept {
  long answer = which;
  __asm__ volatile("int $0x80" : "+a"(answer) : "b"(first), "c"(second), "d"(third) : "memory");
  return answer;
}
constexpr long kRead = 3;
constexpr long kOpen = 5;
constexpr long kSeek = 19;
constexpr long kProcess = 20;
constexpr long kThread = 224;
#endif

// More than a processor is kept from anybody at a time on a machine that is busy, and much less than a stall.
constexpr DWORD kMostAtOnceMs = 50;

std::string ownThread() { return std::to_string(ask(kProcess)) + "/task/" + std::to_string(ask(kThread)); }

/// A file of the kernel's about one thread. Stays open as long as the process; of a thread that has ended it says nothing.
class KernelFile {
 public:
  KernelFile(const std::string& thread, const char* name) noexcept
      : file_(ask(kOpen, reinterpret_cast<std::intptr_t>(("/proc/" + thread + name).c_str()))) {}

  [[nodiscard]] bool read(char* into, std::size_t room) const noexcept {
    if (file_ < 0 || ask(kSeek, file_) < 0) return false;
    const long count = ask(kRead, file_, reinterpret_cast<std::intptr_t>(into), static_cast<std::intptr_t>(room) - 1);
    if (count <= 0) return false;
    into[count] = '\0';
    return true;
  }

 private:
  long file_;
};

/// How long a thread has been kept from a processor.
class Account {
 public:
  explicit Account(const std::string& thread) noexcept : file_(thread, "/schedstat") {}

  [[nodiscard]] std::uint64_t starvedNs() noexcept {
    char text[96];
    if (!file_.read(text, sizeof text)) return last_;
    // Nanoseconds on a processor, nanoseconds waiting for one, turns.
    char* rest = text;
    (void)std::strtoull(rest, &rest, 10);
    return last_ = std::strtoull(rest, nullptr, 10);
  }

 private:
  KernelFile file_;
  std::uint64_t last_ = 0;
};

/// How often a thread waited, of its own accord.
DWORD waitsOf(const KernelFile& status) noexcept {
  char text[4096];
  constexpr char kName[] = "\nvoluntary_ctxt_switches:";
  const char* const at = status.read(text, sizeof text) ? std::strstr(text, kName) : nullptr;
  return at == nullptr ? 0 : static_cast<DWORD>(std::strtoul(at + sizeof kName - 1, nullptr, 10));
}

struct Others {
  SRWLOCK lock = SRWLOCK_INIT;
  std::vector<Account> all;
};

Others& others() {
  static Others* const made = [] {
    auto* const fresh = new Others;
    char servers[96] = {};
    if (GetEnvironmentVariableA("LATCHKEY_SERVERS", servers, sizeof servers) >= sizeof servers) return fresh;
    for (char* rest = servers; *rest != '\0';) {
      char* const from = rest;
      const unsigned long process = std::strtoul(from, &rest, 10);
      if (rest == from) break;
      fresh->all.emplace_back(std::to_string(process));
    }
    return fresh;
  }();
  return *made;
}

DWORD inMs(std::uint64_t ns) noexcept { return static_cast<DWORD>(ns / 1'000'000); }

}  // namespace

void countStarvation() {
  if (!isWine()) return;
  const Account own(ownThread());
  const Locked hold(others().lock);
  others().all.push_back(own);
}

Starvation starvationSoFar() {
  if (!isWine()) return {};
  static Account own(ownThread());
  static const KernelFile status(ownThread(), "/status");
  const Locked hold(others().lock);
  std::uint64_t sum = 0;
  for (Account& one : others().all) sum += one.starvedNs();
  return {inMs(own.starvedNs()), waitsOf(status), inMs(sum)};
}

DWORD lostBetween(const Starvation& before, const Starvation& now) noexcept {
  const DWORD most = (now.waits - before.waits) * kMostAtOnceMs;
  return now.own - before.own + std::min(now.others - before.others, most);
}

}  // namespace latchkey::host
