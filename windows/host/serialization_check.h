#pragma once

#include <string>
#include <vector>

#include "com/credential_provider.h"
#include "host/bench.h"

namespace latchkey::host {

/// What a serialized logon says; the password only masked.
struct PackedLogon {
  std::string domain;
  std::string user;
  std::vector<wchar_t> maskedPassword;
  int messageType = -1;
};

/// Reads a KERB_INTERACTIVE_UNLOCK_LOGON as Winlogon would, checks offsets, message and provider, wipes it and
/// frees it.
[[nodiscard]] PackedLogon unpackLogon(Bench& bench, CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& packed,
                                      const GUID& provider);

}  // namespace latchkey::host
