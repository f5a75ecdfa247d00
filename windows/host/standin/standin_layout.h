#pragma once

#include <windows.h>

#include "com/credential_provider.h"

namespace latchkey::standin {

/// Which of the two registrations an object was made for.
enum class Generation { v1, v2 };

enum FieldId : DWORD { kImage, kLabel, kName, kUser, kPassword, kSubmit, kSignInTo, kHow, kOwnFields };

/// What the in-box tile is made of, as far as it is documented: a picture, a name, the user name for "Other user",
/// the password, the arrow next to it, the domain and a link about it. How many fields the real one has on each
/// Windows is on the checklist; LATCHKEY_STANDIN_FIELDS makes more, hidden ones.
[[nodiscard]] DWORD fieldCount();
[[nodiscard]] HRESULT describe(Generation generation, DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** descriptor);

[[nodiscard]] inline const GUID& classOf(Generation generation) noexcept {
  return generation == Generation::v1 ? kInboxV1 : kInboxV2;
}

}  // namespace latchkey::standin
