#pragma once

#include "com/credential_provider.h"
#include "flow/secret_buffer.h"
#include "provider/person.h"

namespace latchkey {

/// Hands a name and the new password to Windows as Winlogon expects it: protected for LSA, in a CoTaskMem block that
/// LogonUI frees. `primaryDomain` stands in where the person gave a bare name.
[[nodiscard]] HRESULT packLogon(const Person& person, const std::u16string& primaryDomain, SecretText password,
                                CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario,
                                CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& out) noexcept;

}  // namespace latchkey
