#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace latchkey {

/// The net under the verbose log, which is given field ids and lengths and nothing else: replaces whatever
/// looks like a credential (bearer tokens, JSON values of answer fields, runs of digits like a code, long
/// opaque runs) by `[redacted]`. Ids of ours (`flw_`, `req_`, `stp_`), SIDs, GUIDs and numbers of up to five
/// digits stay.
[[nodiscard]] std::string redact(std::string_view line) noexcept;

/// A length as a log may tell it: "0", "1-7", "8-15", "16-31", "32+".
[[nodiscard]] const char* lengthBucket(std::size_t length) noexcept;

}  // namespace latchkey
