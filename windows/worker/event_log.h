#pragma once

#include <windows.h>

#include <cstdint>
#include <string>

namespace latchkey {

/// What only the worker sees; failures that reach a person are the provider's to report.
namespace worker_event {
constexpr std::uint16_t kEnrolled = 1007;
constexpr std::uint16_t kProxyNotFound = 2003;
constexpr std::uint16_t kRevocationNotChecked = 2004;
constexpr std::uint16_t kCodeRefused = 2010;
constexpr std::uint16_t kNoMachineKey = 2011;
constexpr std::uint16_t kNotStarted = 3010;
constexpr std::uint16_t kPipeTaken = 3011;
constexpr std::uint16_t kSettingWrong = 4001;
}  // namespace worker_event

/// The Application log, source Latchkey, with the three inserts of the message table: %1 a text, %2 a number, %3 a
/// correlation id. Best effort. Any thread.
class EventLog {
 public:
  EventLog() noexcept;
  ~EventLog();
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  /// `text` is the name of a setting or of what was attempted, never a value.
  void say(std::uint16_t event, const std::wstring& text, DWORD number = 0) noexcept;

 private:
  HANDLE source_;
};

/// The number as the message compiler writes it: severity in the two highest bits.
[[nodiscard]] DWORD messageIdOf(std::uint16_t event) noexcept;

}  // namespace latchkey
