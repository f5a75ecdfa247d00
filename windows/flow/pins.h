#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

namespace latchkey {

/// SHA-256 of the DER of a SubjectPublicKeyInfo (RFC 7469 §2.4).
using Pin = std::array<std::uint8_t, 32>;

enum class PinMistake : std::uint8_t { notBase64, wrongLength, tooMany };
constexpr std::size_t kMostPins = 10;

/// Reads pins in base64, with or without `sha256/` before them, between line ends, spaces, commas or
/// semicolons. One bad pin refuses the list: a list that silently shrinks to nothing would pin nothing. An
/// empty text is an empty list, and a pin that is there twice counts once.
[[nodiscard]] std::variant<std::vector<Pin>, PinMistake> parsePins(std::u16string_view typed) noexcept;

/// Whether a key may be trusted: any key where nothing is pinned.
[[nodiscard]] bool isPinned(const std::vector<Pin>& pins, const Pin& key) noexcept;

}  // namespace latchkey
