#pragma once

#include <cstdint>
#include <string>

namespace latchkey {

/// Times are in 100 ns units since 1601, as FILETIME counts.
namespace guard {
constexpr std::uint64_t kSecond = 10'000'000;
constexpr std::uint32_t kMostStarts = 3;
constexpr std::uint64_t kWindow = 10 * 60 * kSecond;
constexpr std::uint64_t kRest = 24ULL * 3600 * kSecond;
/// A LogonUI that lived this long did not die of us.
constexpr std::uint64_t kSettled = 15 * kSecond;
}  // namespace guard

/// What is kept in the registry, not volatile: a loop of reboots must count too.
struct GuardRecord {
  std::uint32_t starts = 0;
  /// Of the first start that is counted.
  std::uint64_t since = 0;
  std::uint64_t trippedAt = 0;
  /// The LogonUI that wrote last, and when.
  std::uint32_t process = 0;
  std::uint64_t writtenAt = 0;
  std::string version;
};

struct GuardNow {
  std::uint64_t at = 0;
  std::uint64_t bootedAt = 0;
  std::uint32_t process = 0;
  std::string version;
};

/// Whether the add-in must stay out: three starts in ten minutes that nobody ended in order, until a day has passed
/// or another version is there. A start of this very process does not count against it, so that filter and
/// provider come to the same answer whichever is asked first.
[[nodiscard]] bool isTripped(const GuardRecord& record, const GuardNow& now) noexcept;

/// The record to write before anything risky. The same process counts once.
[[nodiscard]] GuardRecord afterStart(const GuardRecord& record, const GuardNow& now);

/// The record after an orderly end, or after fifteen seconds of life. One that tripped stays tripped.
[[nodiscard]] GuardRecord afterSettling(const GuardRecord& record, const GuardNow& now);

}  // namespace latchkey
