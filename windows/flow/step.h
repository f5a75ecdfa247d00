#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace latchkey {

/// Caps of everything that may cross from the worker to LogonUI, in UTF-16 units or items.
namespace cap {
constexpr std::size_t kTitle = 120;
constexpr std::size_t kText = 600;
constexpr std::size_t kRefusal = 300;
constexpr std::size_t kHelpdesk = 200;
constexpr std::size_t kLabel = 80;
constexpr std::size_t kHint = 300;
constexpr std::size_t kOption = 100;
constexpr std::size_t kOptions = 8;
constexpr std::size_t kInputs = 2;
constexpr std::size_t kLinks = 2;
constexpr std::size_t kRules = 12;
constexpr std::size_t kRule = 120;
/// Windows takes no longer password (PWLEN).
constexpr std::uint16_t kInputLength = 256;
constexpr std::uint32_t kWaitMs = 10 * 60 * 1000;
constexpr std::uint32_t kPollAtLeastMs = 1000;
constexpr std::uint32_t kPollAtMostMs = 60 * 1000;
constexpr std::uint8_t kGates = 9;
}  // namespace cap

enum class StepKind : std::uint8_t {
  identify = 1,
  chooseAuthenticator,
  answerChallenge,
  newPassword,
  done,
  stopped,
};
enum class InputKind : std::uint8_t { text = 1, code, secret, newPassword };
enum class ActionKind : std::uint8_t { submit = 1, resend, otherAuthenticator, keepPassword };
enum class RuleState : std::uint8_t { open = 1, met, broken };

/// One line that the person types into.
struct Input {
  InputKind kind = InputKind::text;
  std::uint16_t maxLength = cap::kInputLength;
  std::u16string label;
  std::u16string hint;
};

/// One of several; what the server calls each option stays in the worker, the provider answers with an index.
struct Choice {
  std::u16string label;
  std::vector<std::u16string> options;
};

/// An action beside the primary one.
struct Link {
  ActionKind action = ActionKind::resend;
  /// From the moment that the step arrived; 0 is at once.
  std::uint32_t availableAfterMs = 0;
  std::u16string label;
};

struct Rule {
  RuleState state = RuleState::open;
  std::u16string text;
};

/// What the person is asked next, flat and capped, so that the privileged half computes nothing and parses no
/// text. Strings are drawable (see drawable.h) and hold no id, token or option value.
struct Step {
  StepKind kind = StepKind::identify;
  /// The gate that is asked now, 0 where the step is about none, and how many there are, 0 while that is
  /// hidden.
  std::uint8_t gate = 0;
  std::uint8_t of = 0;
  std::u16string title;
  std::u16string text;
  std::u16string refusal;
  std::u16string helpdesk;
  std::optional<Choice> choice;
  std::vector<Input> inputs;
  /// Empty where the step has nothing to submit.
  std::u16string submitLabel;
  std::vector<Link> links;
  std::vector<Rule> rules;
  /// 0 where nothing is to be waited for. The worker polls; the provider only knows that it need not press
  /// Enter.
  std::uint32_t pollAfterMs = 0;
};

/// Whether every count, length and enumeration is within its bounds and every string well formed: the last
/// check before a step is sent, and the first one after it arrived.
[[nodiscard]] bool isWithinCaps(const Step& step) noexcept;

/// Whether the person may take this action at this step.
[[nodiscard]] bool offers(const Step& step, ActionKind action) noexcept;

}  // namespace latchkey
