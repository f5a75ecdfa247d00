#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "provider/flow_world.h"

namespace latchkey {

/// The Application log, source Latchkey. Best effort: a full or missing log must not keep anybody from signing in.
/// Inserts are always the same three, which the message table may use or not: %1 a text for people, %2 a number, %3
/// the correlation id. Never a name, a password, a code, an answer or a token.
class EventJournal final : public Journal {
 public:
  EventJournal() noexcept;
  ~EventJournal() override;
  EventJournal(const EventJournal&) = delete;
  EventJournal& operator=(const EventJournal&) = delete;

  void note(const Note& note) noexcept override;
  void say(std::uint16_t event, const std::u16string& text, std::uint32_t detail = 0) noexcept;

 private:
  void write(std::uint16_t event, const std::u16string& text, std::uint32_t detail,
             const std::u16string& correlation) noexcept;
  HANDLE source_;
};

}  // namespace latchkey
