#include "worker/event_log.h"

namespace latchkey {
namespace {

// 4003 is the only error among the settings, and not ours to write.
bool isError(std::uint16_t event) noexcept { return event >= 3000 && event < 4000; }

}  // namespace

DWORD messageIdOf(std::uint16_t event) noexcept {
  const DWORD severity = isError(event) ? 0xC0000000 : event >= 2000 ? 0x80000000 : 0x40000000;
  return severity | event;
}

EventLog::EventLog() noexcept : source_(RegisterEventSourceW(nullptr, L"Latchkey")) {}

EventLog::~EventLog() {
  if (source_ != nullptr) DeregisterEventSource(source_);
}

void EventLog::say(std::uint16_t event, const std::wstring& text, DWORD number) noexcept {
  if (source_ == nullptr) return;
  wchar_t digits[16];
  wsprintfW(digits, L"%lu", number);
  const wchar_t* inserts[] = {text.c_str(), digits, L""};
  const WORD type = isError(event)  ? EVENTLOG_ERROR_TYPE
                    : event >= 2000 ? EVENTLOG_WARNING_TYPE
                                    : EVENTLOG_INFORMATION_TYPE;
  ReportEventW(source_, type, 0, messageIdOf(event), nullptr, 3, 0, inserts, nullptr);
}

}  // namespace latchkey
