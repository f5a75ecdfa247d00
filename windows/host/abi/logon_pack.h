#pragma once

#include <windows.h>

#include <string_view>

#include "com/credential_provider.h"

namespace latchkey {

/// What a test provider signs in with. The password is packed as it is: Wine cannot protect it.
struct LogonParts {
  std::wstring_view domain;
  std::wstring_view user;
  std::wstring_view password;
  bool isUnlock = false;
  /// Packs addresses in place of offsets: a mistake for the plant to make.
  bool usesPointers = false;
};

/// A KERB_INTERACTIVE_UNLOCK_LOGON in one CoTaskMem block that the caller of GetSerialization frees.
[[nodiscard]] HRESULT packLogon(const LogonParts& parts, const GUID& provider,
                                CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& packed) noexcept;

}  // namespace latchkey
