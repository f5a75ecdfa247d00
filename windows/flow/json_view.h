#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "flow/step_json.h"

namespace latchkey {

using Json = nlohmann::json;

/// Reads members of one object that a stranger wrote. The first mistake stays, and everything after it reads
/// as empty, so that a caller asks once at the end.
class JsonView {
 public:
  JsonView(const Json& object, std::optional<StepMistake>& mistake) noexcept
      : object_(object), mistake_(mistake) {
    if (!object.is_object()) fail(StepMistake::wrongShape);
  }

  void fail(StepMistake mistake) noexcept {
    if (!mistake_) mistake_ = mistake;
  }

  /// A member or nothing, whatever its type; null counts as nothing.
  [[nodiscard]] const Json* find(const char* name) const;
  /// UTF-8, or empty with a mistake where it is missing or no string.
  [[nodiscard]] const std::string& string(const char* name);
  /// Drawable text, empty where the member is missing.
  [[nodiscard]] std::u16string text(const char* name, std::size_t cap);
  [[nodiscard]] std::u16string line(const char* name, std::size_t cap);
  /// Drawable text that must be there.
  [[nodiscard]] std::u16string requiredText(const char* name, std::size_t cap);
  [[nodiscard]] std::u16string requiredLine(const char* name, std::size_t cap);
  /// A whole number brought between two bounds, or `absent`.
  [[nodiscard]] std::uint32_t number(const char* name, std::uint32_t most, std::uint32_t absent);
  /// A list of at most `most`; missing reads as an empty one.
  [[nodiscard]] const Json& list(const char* name, std::size_t most);

 private:
  [[nodiscard]] std::u16string decoded(const char* name);

  const Json& object_;
  std::optional<StepMistake>& mistake_;
};

}  // namespace latchkey
