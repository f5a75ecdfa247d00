#include "host/starvation.h"

#include <cstdint>
#include <cstdlib>
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

/// What the kernel counts of one thread. Stays open as long as the process.
class Account {
 public:
  explicit Account(const std::string& thread) noexcept
      : file_(ask(kOpen, reinterpret_cast<std::intptr_t>(("/proc/" + thread + "/schedstat").c_str()))) {}

  /// Of a thread that has ended, what it was at last.
  [[nodiscard]] std::uint64_t starvedNs() noexcept {
    char text[96] = {};
    if (file_ < 0 || ask(kSeek, file_) < 0) return last_;
    if (ask(kRead, file_, reinterpret_cast<std::intptr_t>(text), sizeof text - 1) <= 0) return last_;
    // Nanoseconds on a processor, nanoseconds waiting for one, turns.
    char* rest = text;
    (void)std::strtoull(rest, &rest, 10);
    return last_ = std::strtoull(rest, nullptr, 10);
  }

 private:
  long file_;
  std::uint64_t last_ = 0;
};

struct Accounts {
  SRWLOCK lock = SRWLOCK_INIT;
  std::vector<Account> all;
};

Accounts& accounts() {
  static Accounts* const made = [] {
    auto* const fresh = new Accounts;
    char servers[96] = {};
    if (!isWine() || GetEnvironmentVariableA("LATCHKEY_SERVERS", servers, sizeof servers) >= sizeof servers) return fresh;
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

}  // namespace

void countStarvation() {
  if (!isWine()) return;
  const Account own(std::to_string(ask(kProcess)) + "/task/" + std::to_string(ask(kThread)));
  const Locked hold(accounts().lock);
  accounts().all.push_back(own);
}

DWORD starvedMs() {
  const Locked hold(accounts().lock);
  std::uint64_t sum = 0;
  for (Account& one : accounts().all) sum += one.starvedNs();
  return static_cast<DWORD>(sum / 1'000'000);
}

}  // namespace latchkey::host
