#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/child_processes.h"
#include "host/dialog_driver.h"
#include "host/event_record.h"
#include "host/filter_check.h"
#include "host/logon_ui.h"
#include "host/measure.h"
#include "host/person.h"
#include "host/staged_registry.h"
#include "host/test_clock.h"
#include "host/users.h"
#include "host/words.h"

namespace latchkey::host {

/// One script being played: everything that its commands act on.
struct Play {
  explicit Play(const std::wstring& pictures) : dialog(bench, clock, pictures) {}

  /// The index of a field by its name in the script, or by number.
  [[nodiscard]] std::size_t fieldNamed(const std::string& name) const;
  /// The field of the current tile; fails the script where there is none.
  [[nodiscard]] const Field* field(const std::string& name);
  [[nodiscard]] GUID classNamed(const std::string& name) const;

  TestClock clock;
  EventRecord events;
  StagedRegistry registry;
  Bench bench;
  UserList users;
  LogonUi ui{bench, users};
  Person person{bench, ui};
  ChildProcesses children;
  DialogDriver dialog;
  Filtered filtered;
  Measure measure;
  GUID filterClass = {};
  /// The layout of the product's tile; a script for another provider names its own.
  std::vector<std::string> names = {"image", "label",  "text",   "choice", "edit",
                                    "secret", "again", "submit", "link1",  "link2"};
  /// Where LoadLibrary takes the provider from, or nothing where it is made as registered.
  std::wstring dll;
  bool wasRefused = false;
  /// Set by `os` where this process does not run as that Windows.
  std::optional<int> mustRunAs;
  bool isOver = false;
};

using Command = void (*)(Play& play, Words& words);
struct NamedCommand {
  std::string_view name;
  Command run;
};

/// The command of that name, or null.
[[nodiscard]] Command findCommand(std::string_view name) noexcept;

/// Plays a script file to its end; false where it cannot be read.
[[nodiscard]] bool playFile(Play& play, const std::wstring& path);

}  // namespace latchkey::host
