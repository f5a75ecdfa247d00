#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace latchkey {

/// Milliseconds since 1970 of `2026-01-31T12:00:00.000Z` (RFC 3339, UTC only, as the wire writes it).
[[nodiscard]] std::optional<std::int64_t> instantOfRfc3339(std::string_view text) noexcept;

/// Milliseconds since 1970 of `Sat, 31 Jan 2026 12:00:00 GMT` (RFC 9110 §5.6.7, IMF-fixdate only).
[[nodiscard]] std::optional<std::int64_t> instantOfHttpDate(std::string_view text) noexcept;

/// `Retry-After` in seconds: 0 where it is absent, a date or nonsense, and a day at most.
[[nodiscard]] std::uint32_t secondsOfRetryAfter(std::string_view text) noexcept;

}  // namespace latchkey
