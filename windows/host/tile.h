#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "host/abi/com_object.h"
#include "host/abi/provider_abi.h"
#include "host/bench.h"
#include "host/users.h"

namespace latchkey::host {

/// One field as LogonUI knows it.
struct Field {
  DWORD id = 0;
  abi::FieldType type = abi::kInvalidType;
  std::string label;
  GUID kind = {};
  abi::FieldState state = abi::kHidden;
  abi::Interactive interactive = abi::kNone;
  /// Of a password field only the length is kept, as that many bullets.
  std::string text;
  std::vector<std::string> items;
  DWORD selected = 0;
  int options = 0;

  [[nodiscard]] bool isShown() const noexcept { return state == abi::kInSelected || state == abi::kInBoth; }
  [[nodiscard]] bool takesInput() const noexcept {
    return type == abi::kEditText || type == abi::kPasswordText || type == abi::kCombobox || type == abi::kCheckbox;
  }
  [[nodiscard]] bool holdsTyping() const noexcept { return type == abi::kEditText || type == abi::kPasswordText; }
};

/// One credential and what LogonUI would draw of it. Kept until the process ends, since a provider in the wrong may
/// still send events to it. STA only.
struct Tile {
  ComRef<abi::Credential> credential;
  std::vector<Field> fields;
  DWORD submitBy = 0;
  std::string sid;
  bool isOtherUser = false;
  bool isAdvised = false;
  bool isInAdvise = false;
  bool isSelected = false;
  /// Whether an event changed something since the last check.
  bool isTouched = false;
  int batchDepth = 0;
  int eventsSeen = 0;
};

[[nodiscard]] const char* wordFor(abi::FieldType type) noexcept;
[[nodiscard]] const char* wordFor(abi::FieldState state) noexcept;
[[nodiscard]] const char* wordFor(abi::Interactive interactive) noexcept;

/// Sets a field's text from the provider; a password only leaves its length.
void setText(Field& field, std::string_view text);

/// The tile as one JSON line.
[[nodiscard]] JsonLine describe(const Tile& tile);

/// Asks the credential for every field's state and value, as LogonUI does after Advise.
void pullFields(Bench& bench, Tile& tile);

/// Asks whose tile it is and which options the fields have.
void pullIdentity(Bench& bench, const UserList& users, Tile& tile);

/// What must hold whenever no call is under way: one focus, on a shown field that takes input; submit next to a
/// shown field; no batch left open.
void checkSettled(Bench& bench, Tile& tile);

/// What a field's option flags may be on its type.
void checkOptions(Bench& bench, const Field& field, int options);

}  // namespace latchkey::host
