#include "provider/event_journal.h"

#include "com/com.h"
#include "provider/test_environment.h"

namespace latchkey {
namespace {

WORD typeOf(std::uint16_t event) noexcept {
  switch (event) {
    case event::kWorker:
    case event::kWorkerNotOurs:
    case event::kCrashLoop: return EVENTLOG_ERROR_TYPE;
    case event::kSwitchedOff: return EVENTLOG_INFORMATION_TYPE;
    default: break;
  }
  if (event >= 4000) return EVENTLOG_WARNING_TYPE;
  if (event >= 3000) return EVENTLOG_ERROR_TYPE;
  return event >= 2000 ? EVENTLOG_WARNING_TYPE : EVENTLOG_INFORMATION_TYPE;
}

/// The message compiler puts the severity into the two highest bits.
DWORD messageIdOf(std::uint16_t event) noexcept {
  switch (typeOf(event)) {
    case EVENTLOG_ERROR_TYPE: return 0xC0000000 | event;
    case EVENTLOG_WARNING_TYPE: return 0x80000000 | event;
    default: return 0x40000000 | event;
  }
}

}  // namespace

EventJournal::EventJournal() noexcept : source_(RegisterEventSourceW(nullptr, L"Latchkey")) {}

EventJournal::~EventJournal() {
  if (source_ != nullptr) DeregisterEventSource(source_);
}

void EventJournal::note(const Note& note) noexcept { write(note.event, {}, note.detail, note.correlation); }

void EventJournal::say(std::uint16_t event, const std::u16string& text, std::uint32_t detail) noexcept {
  write(event, text, detail, {});
}

void EventJournal::write(std::uint16_t event, const std::u16string& text, std::uint32_t detail,
                         const std::u16string& correlation) noexcept {
#ifdef LATCHKEY_HOST_TESTS
  recordForTests(event);
#endif
  if (source_ == nullptr) return;
  wchar_t number[16];
  wsprintfW(number, L"%lu", static_cast<unsigned long>(detail));
  const wchar_t* inserts[] = {wide(text), number, wide(correlation)};
  ReportEventW(source_, typeOf(event), 0, messageIdOf(event), nullptr, 3, 0, inserts, nullptr);
}

}  // namespace latchkey
