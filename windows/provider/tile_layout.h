#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "provider/picture.h"
#include "provider/words.h"

namespace latchkey {

/// The ten fields of our own tile, the same on every Windows version; their order is the tab order.
enum class Field : std::uint32_t { image, label, text, choice, edit, secret, again, submit, link1, link2 };
constexpr std::size_t kFields = 10;

/// As LogonUI numbers them (CREDENTIAL_PROVIDER_FIELD_TYPE, _FIELD_STATE, _FIELD_INTERACTIVE_STATE, _FIELD_OPTIONS).
enum class FieldKind : int {
  largeText = 1,
  smallText = 2,
  commandLink = 3,
  editText = 4,
  passwordText = 5,
  tileImage = 6,
  comboBox = 8,
  submitButton = 9,
};
enum class Shown : int { hidden = 0, inSelected = 1, inDeselected = 2, inBoth = 3 };
enum class Interactive : int { none = 0, disabled = 2, focused = 3 };
namespace option {
constexpr int kReveal = 1;
constexpr int kTouchKeyboard = 4;
constexpr int kNumbersOnly = 8;
}  // namespace option

/// What this LogonUI understands.
struct HostTraits {
  /// Windows 7: no user list, no field options, the tile stands alone in the list.
  bool isV1 = false;
  /// CPFIS_DISABLED came with Windows 10; before it a waiting tile hides its inputs instead.
  bool knowsDisabled = false;
};

enum class Role : std::uint8_t { none, logo, label };

/// What never changes while a scenario lasts.
struct Descriptor {
  FieldKind kind = FieldKind::smallText;
  std::u16string cue;
  /// Windows 8 and later: which field is the icon under Sign-in options and which names it.
  Role role = Role::none;
};
[[nodiscard]] Descriptor descriptorOf(Field field, HostTraits host, const Words& words,
                                      const std::u16string& linkText);

struct Row {
  Shown shown = Shown::hidden;
  Interactive interactive = Interactive::none;
  std::u16string text;
};

/// The fields of one moment. Pulled values and pushed events both come from it, so they can't disagree.
struct Tile {
  std::array<Row, kFields> rows;
  std::vector<std::u16string> options;
  std::uint32_t selected = 0;
  Field submitBy = Field::text;
  bool numbersOnly = false;
  /// Step links behind link1 and link2.
  std::array<std::size_t, 2> links{};
  std::uint32_t wiped = 0;
  std::uint32_t question = 0;

  [[nodiscard]] Row& at(Field field) noexcept { return rows[static_cast<std::size_t>(field)]; }
  [[nodiscard]] const Row& at(Field field) const noexcept { return rows[static_cast<std::size_t>(field)]; }
};

[[nodiscard]] constexpr bool isTypedInto(Field field) noexcept {
  return field == Field::edit || field == Field::secret || field == Field::again;
}
[[nodiscard]] Field fieldOf(Box box) noexcept;
[[nodiscard]] Box boxOf(Field field) noexcept;

/// The fields that a picture becomes. `linkText` names the tile.
[[nodiscard]] Tile tileOf(const Picture& picture, HostTraits host, const std::u16string& linkText);

[[nodiscard]] int optionsOf(Field field, bool numbersOnly) noexcept;

}  // namespace latchkey
