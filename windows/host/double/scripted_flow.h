#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/message.h"

namespace latchkey::worker_double {

/// What the double does with a request.
enum class Manner {
  show,
  /// Never answers, as a server that hangs.
  silent,
  /// Sends bytes that are no frame.
  garbage,
  /// Closes the pipe.
  hangUp,
  /// Ends the process in the middle of the request.
  die,
  problem,
};

/// One line `on ACTION [option N] [is TEXT] [shorter N] -> …`; the first that fits is taken.
struct Turn {
  ActionKind action = ActionKind::submit;
  std::optional<std::uint8_t> option;
  std::optional<std::u16string> firstValue;
  std::optional<std::size_t> shorterThan;
  Manner manner = Manner::show;
  std::string target;
  std::u16string refusal;
  Problem problem;
};

struct ScriptedStep {
  std::string name;
  Step step;
  std::uint32_t delayMs = 0;
  std::vector<Turn> turns;
  /// A step that comes by itself after so long, as an approval on another device does.
  std::uint32_t afterMs = 0;
  std::string afterTarget;
};

/// The steps of a script file, and how one leads to another. See host/scripts/worker.
class ScriptedFlow {
 public:
  /// The mistake in the script with its line, or nothing.
  [[nodiscard]] std::optional<std::string> parse(std::string_view script);

  /// `look MS` ahead of the first step: how long the double looks before it says that there is nothing to go on with.
  [[nodiscard]] std::uint32_t lookMs() const noexcept { return lookMs_; }

  [[nodiscard]] bool isEmpty() const noexcept { return steps_.empty(); }
  [[nodiscard]] const ScriptedStep& first() const { return steps_.front(); }
  /// The step of that name; the first one for a name that nobody has.
  [[nodiscard]] const ScriptedStep& named(std::string_view name) const;
  /// The turn for an answer at a step, or null.
  [[nodiscard]] static const Turn* turnFor(const ScriptedStep& step, const Answer& answer);

 private:
  [[nodiscard]] bool readLine(std::string_view line);
  [[nodiscard]] bool readLineOfStep(ScriptedStep& step, const std::string& word, std::string_view rest);

  std::vector<ScriptedStep> steps_;
  std::uint32_t lookMs_ = 0;
};

}  // namespace latchkey::worker_double
