#pragma once

#include <windows.h>

#include <string>

#include "provider/event_journal.h"
#include "provider/handles.h"

namespace latchkey {

/// %ProgramData%\Latchkey\Logs\provider.log, for SYSTEM and administrators only, five files of 1 MB. Takes the names
/// of calls, field ids, numbers and results: never anything that a person typed or the server said. Everything goes
/// through the redactor all the same. STA only; silent where the folder isn't ours.
class VerboseLog {
 public:
  /// Where EnableLogging says so; `journal` says once a day that it is on. For a sign-in screen only: CredUI loads us
  /// into programs of ordinary people.
  void open(EventJournal& journal);

  void line(const char* what, std::uint32_t number = 0) noexcept;

 private:
  Handle file_;
};

}  // namespace latchkey
