#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "com/com.h"
#include "com/credential_provider.h"
#include "host/bench.h"
#include "host/users.h"

namespace latchkey::host {

/// One field as LogonUI knows it.
struct Field {
  DWORD id = 0;
  CREDENTIAL_PROVIDER_FIELD_TYPE type = CPFT_INVALID;
  std::string label;
  GUID kind = {};
  CREDENTIAL_PROVIDER_FIELD_STATE state = CPFS_HIDDEN;
  CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE interactive = CPFIS_NONE;
  /// Of a password field only the length is kept, as that many bullets.
  std::string text;
  std::vector<std::string> items;
  DWORD selected = 0;
  int options = 0;

  [[nodiscard]] bool isShown() const noexcept {
    return state == CPFS_DISPLAY_IN_SELECTED_TILE || state == CPFS_DISPLAY_IN_BOTH;
  }
  [[nodiscard]] bool takesInput() const noexcept {
    return type == CPFT_EDIT_TEXT || type == CPFT_PASSWORD_TEXT || type == CPFT_COMBOBOX || type == CPFT_CHECKBOX;
  }
  [[nodiscard]] bool holdsTyping() const noexcept { return type == CPFT_EDIT_TEXT || type == CPFT_PASSWORD_TEXT; }
};

/// One credential and what LogonUI would draw of it. Kept until the process ends, since a provider in the wrong may
/// still send events to it. STA only.
struct Tile {
  ComPtr<ICredentialProviderCredential> credential;
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

[[nodiscard]] const char* wordFor(CREDENTIAL_PROVIDER_FIELD_TYPE type) noexcept;
[[nodiscard]] const char* wordFor(CREDENTIAL_PROVIDER_FIELD_STATE state) noexcept;
[[nodiscard]] const char* wordFor(CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE interactive) noexcept;

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
