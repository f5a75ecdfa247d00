#pragma once

#include <windows.h>

#include <optional>
#include <string>
#include <variant>

#include "host/double/scripted_flow.h"

namespace latchkey::worker_double {

/// What a request leads to: a message to send after a while, or a manner of not sending one.
struct Outcome {
  Manner manner = Manner::show;
  std::optional<ToProvider> message;
  std::uint32_t delayMs = 0;
};

/// Where one user's flow stands. Outlives connections, as the worker's does, and for as
/// long: it counts by the same bounds.
class ScriptedSession {
 public:
  explicit ScriptedSession(const ScriptedFlow& flow) noexcept : flow_(flow) {}

  [[nodiscard]] Outcome answer(const ToWorker& message, const void* visitor);
  /// That connection looks no more: from here on the bounds of the real session count. Nothing happens where a later
  /// connection looks.
  void leave(const void* visitor) noexcept;
  /// Milliseconds until a step comes by itself; nothing where none does.
  [[nodiscard]] std::optional<DWORD> dueInMs() const noexcept;
  /// The step that has come by itself.
  [[nodiscard]] ToProvider advance();

 private:
  [[nodiscard]] Outcome answerStep(const Answer& answer);
  [[nodiscard]] Outcome show();
  void forgetPastBound() noexcept;
  void enter(const std::string& name, const std::u16string& refusal);

  const ScriptedFlow& flow_;
  const ScriptedStep* current_ = nullptr;
  std::u16string refusal_;
  std::uint32_t number_ = 0;
  DWORD enteredAt_ = 0;
  std::uint64_t startedMs_ = 0;
  /// Whose flow it is.
  std::u16string username_;
  bool hasSid_ = false;
  const void* visitor_ = nullptr;
  /// Nothing while somebody looks.
  std::optional<std::uint64_t> closedMs_;
  /// Whether the current step came of a submission with values.
  bool wasTyped_ = false;
};

}  // namespace latchkey::worker_double
