#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "flow/secret_buffer.h"

namespace latchkey {

enum class LogonMessage : std::uint32_t { interactive = 2, unlock = 7 };

/// What Winlogon passes to LSA: KERB_INTERACTIVE_UNLOCK_LOGON, then domain, user and password back to back without
/// terminators. Lengths are in bytes, pointers are offsets from the start, the LUID is zero. `pointerSize` is 8 or 4.
/// CredPackAuthenticationBuffer is not used: it always says KerbInteractiveLogon, which breaks unlocking.
/// Nothing where a length doesn't fit its sixteen bits.
[[nodiscard]] std::optional<SecretBuffer> logonBlock(LogonMessage message, std::u16string_view domain,
                                                     std::u16string_view user, std::u16string_view password,
                                                     std::size_t pointerSize);

}  // namespace latchkey
