#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "flow/configuration.h"

namespace latchkey {

[[nodiscard]] bool equalIgnoringCase(std::u16string_view a, std::u16string_view b) noexcept;

/// Takes one setting from the strongest source that has it, as the type that is asked for, and writes down
/// what was wrong. An empty text counts as absent: Group Policy and the installer write one for "not set".
class SettingReader {
 public:
  SettingReader(const Layers& layers, std::vector<Mistake>& mistakes) noexcept
      : layers_(layers), mistakes_(mistakes) {}

  struct Text {
    Source source;
    std::u16string value;
  };
  struct Number {
    Source source;
    std::uint32_t value;
  };

  /// REG_SZ, or REG_MULTI_SZ with a line for each string.
  [[nodiscard]] std::optional<Text> text(Setting setting);
  /// REG_DWORD, or the same in digits.
  [[nodiscard]] std::optional<Number> number(Setting setting);

  void readSwitch(Setting setting, bool& target);
  void readLine(Setting setting, std::u16string& target, std::size_t cap);

  template <typename Choice>
  using Names = std::initializer_list<std::pair<const char16_t*, Choice>>;

  template <typename Choice>
  void readChoice(Setting setting, Choice& target, Names<Choice> names) {
    const auto found = text(setting);
    if (!found) return;
    for (const auto& [name, choice] : names) {
      if (!equalIgnoringCase(found->value, name)) continue;
      target = choice;
      return;
    }
    report(setting, found->source, Why::notAllowed);
  }

  void report(Setting setting, Source source, Why why) { mistakes_.push_back({setting, source, why}); }

 private:
  const Layers& layers_;
  std::vector<Mistake>& mistakes_;
};

}  // namespace latchkey
