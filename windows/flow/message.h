#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "flow/failure.h"
#include "flow/frame.h"
#include "flow/secret_buffer.h"
#include "flow/step.h"

namespace latchkey {

namespace cap {
constexpr std::size_t kLocale = 16;
constexpr std::size_t kOs = 40;
constexpr std::size_t kMachine = 64;
/// The longest SID string that Windows writes (SECURITY_MAX_SID_STRING_CHARACTERS).
constexpr std::size_t kSid = 184;
constexpr std::size_t kUsername = 256;
constexpr std::size_t kValue = kInputLength;
constexpr std::size_t kVersion = 32;
constexpr std::size_t kCorrelation = 64;
}  // namespace cap

enum class Purpose : std::uint8_t { reset = 1, unlock, change };

// What the provider sends. HELLO comes first on every connection and once; each of the others gets exactly
// one reply (step, problem or idle), except CANCEL and LEAVE, which get none. One request at a time.

/// Who is in front of the screen. Address, proxy and pins are the worker's own reading of the registry.
struct Hello {
  std::u16string locale;
  /// `major.minor.build`, with `-server` on a server edition.
  std::u16string os;
  std::u16string machine;
  std::uint32_t sessionId = 0;
  /// Empty for "Other user" and on Windows 7.
  std::u16string userSid;
};

/// Begins a flow, or answers with the current step where this session and user have one for the same name.
struct Start {
  Purpose purpose = Purpose::reset;
  std::u16string username;
  /// The name is that of the tile's own account, not one that was typed: the server tells more to its owner, where it
  /// trusts this PC.
  bool isOwnTile = false;
};

constexpr std::uint8_t kNoOption = 0xFF;

/// Answers the step of that number; a number that is no longer current gets the current step again.
struct Answer {
  std::uint32_t step = 0;
  ActionKind action = ActionKind::submit;
  /// Index into the choice's options.
  std::uint8_t option = kNoOption;
  /// One for each input of the step, in its order; none unless the action is `submit`.
  std::vector<SecretText> values;
};

/// Abandons the request under way; its reply is a problem `cancelled`.
struct Cancel {};
/// The view closed (tile left, screen locked, dialog gone): typed secrets are wiped, the bounds on resuming
/// start. A closed pipe means the same.
struct Leave {};
/// Deletes the flow on the server; answered with idle.
struct Forget {};
/// The view opened again: answered with the step to go on with, or idle where nothing may be resumed.
struct Resume {
  /// Who the view says is in front of it; empty where nobody is named yet. The step of a flow for another name is
  /// never shown: what is typed there would become that other person's password.
  std::u16string username;
};
/// Sends the request that failed once more, under the same idempotency key.
struct Retry {};
/// Asks the server for the current step now, as polling does by itself.
struct Poll {};

using ToWorker = std::variant<Hello, Start, Answer, Cancel, Leave, Forget, Resume, Retry, Poll>;

// What the worker sends.

/// The first frame of the worker.
struct Ready {
  std::u16string version;
};

struct StepShown {
  /// Counts up for each step of one flow; an answer names it.
  std::uint32_t number = 0;
  /// With `done`: whether the password in force is the one of the last answer sent. False where somebody
  /// else's answer, an earlier one or an unlock ended the flow; signing in is offered only where it is true.
  bool isTypedPasswordInForce = false;
  Step step;
};

/// Why no step came. The provider has the sentence and the event in its own table.
struct Problem {
  Failure failure = Failure::unexpectedAnswer;
  /// The Windows error or the HTTP status, 0 for none.
  std::uint32_t detail = 0;
  std::uint32_t retryAfterSeconds = 0;
  /// Printable ASCII, for the event log and the server's log.
  std::u16string correlation;
  /// Whether RETRY may help; otherwise the flow starts again.
  bool mayRetry = false;
};

enum class Stage : std::uint8_t { resolving = 1, connecting, waiting };

struct Progress {
  Stage stage = Stage::waiting;
};

/// There is no flow for this session and user.
struct Idle {};

using ToProvider = std::variant<Ready, StepShown, Problem, Progress, Idle>;

/// The frame of a message, or nothing where a value is over its cap: a typed value is never cut short, since
/// a password that is set differently from what was typed locks its owner out.
[[nodiscard]] std::optional<SecretBuffer> encode(std::uint32_t seq, const ToWorker& message) noexcept;
[[nodiscard]] std::optional<SecretBuffer> encode(std::uint32_t seq, const ToProvider& message) noexcept;

/// The message in a frame. Texts for people come out drawable, whatever the sender did.
[[nodiscard]] std::variant<ToWorker, WireMistake> decodeToWorker(const Frame& frame) noexcept;
[[nodiscard]] std::variant<ToProvider, WireMistake> decodeToProvider(const Frame& frame) noexcept;

}  // namespace latchkey
