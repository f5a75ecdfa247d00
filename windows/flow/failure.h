#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace latchkey {

enum class Language : std::uint8_t { english, french };

/// French for every French locale name (fr, fr-CA), else English.
[[nodiscard]] Language languageOf(std::u16string_view localeName) noexcept;

/// Everything that can keep a step from arriving. The numbers travel over the pipe: add at the end of a
/// group, never renumber.
enum class Failure : std::uint16_t {
  none = 0,
  // The way to the server.
  nameNotResolved = 1,
  cannotConnect = 2,
  connectionReset = 3,
  timedOut = 4,
  proxyDiscovery = 5,
  proxyLogin = 6,
  captivePortal = 7,
  revocationUnknown = 8,
  // The security of the connection.
  tlsAuthority = 20,
  tlsName = 21,
  tlsDate = 22,
  tlsRevoked = 23,
  tlsProtocol = 24,
  tlsPin = 25,
  // What the server said.
  throttled = 40,
  maintenance = 41,
  directoryUnavailable = 42,
  flowExpired = 43,
  unexpectedAnswer = 44,
  answerTooLarge = 45,
  answerMalformed = 46,
  machineNotTrusted = 47,
  // This PC.
  workerNotStarted = 60,
  workerGone = 61,
  workerNotOurs = 62,
  workerGarbage = 63,
  notConfigured = 64,
  cancelled = 65,
};

/// One row of the table: error, the code that people read out, whether Enter may help, the event.
struct FailureRow {
  Failure failure;
  /// Stable, ASCII, in the sentence and in docs/windows.md.
  const char* code;
  std::uint16_t event;
  bool mayRetry;
  const char16_t* english;
  const char16_t* french;
};

/// The row of a failure; that of `unexpectedAnswer` for a number that nobody knows.
[[nodiscard]] const FailureRow& rowOf(Failure failure) noexcept;

/// Whether a number from the pipe is one of ours.
[[nodiscard]] bool isFailure(std::uint16_t number) noexcept;

/// What a sentence is filled with.
struct SentenceValues {
  /// The HTTP status or the Windows error behind the failure, 0 for none.
  std::uint32_t detail = 0;
  /// The PC's own date and time (tlsDate) or the time to come back (throttled), as the PC's locale writes it.
  std::u16string_view time;
  /// SUPPORT_TEXT: whom to call; every sentence ends with it.
  std::u16string_view support;
};

/// A sentence that a person understands, then the code, then the support text: at most 600 units.
[[nodiscard]] std::u16string sentenceOf(Failure failure, Language language,
                                        const SentenceValues& values) noexcept;

}  // namespace latchkey
