#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "flow/json_view.h"
#include "flow/step_json.h"

namespace latchkey {

/// Whether a text may go into a path or a header: it has the prefix, something behind it, and nothing but
/// letters, digits, `_` and `-`.
[[nodiscard]] bool isId(std::string_view text, std::string_view prefix, std::size_t longest) noexcept;
constexpr std::size_t kLongestId = 64;

/// Turns one JSON step into ours. `read` is called once.
class StepReader {
 public:
  explicit StepReader(std::string_view date) noexcept;
  [[nodiscard]] std::variant<ServerStep, StepMistake> read(const Json& document);

 private:
  void readHeading(JsonView& step);
  void readNested(JsonView& step);
  void readHelpdesk(JsonView helpdesk);
  void readField(const Json& document);
  void readChoice(JsonView& field, const std::string& name);
  void readAction(const Json& document);
  void readRule(const Json& document);
  [[nodiscard]] std::uint32_t waitOf(JsonView& action);

  std::optional<std::int64_t> serverNow_;
  std::optional<StepMistake> mistake_;
  ServerStep out_;
};

}  // namespace latchkey
