#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "flow/failure.h"
#include "flow/machine_json.h"
#include "flow/machine_key.h"
#include "flow/secret_buffer.h"
#include "flow/transport.h"

namespace latchkey {

/// What a PC tells of itself when it enrols.
struct Newcomer {
  MachinePublicKey key;
  std::u16string name;
  std::u16string os;
  std::string version;
  /// The fleet code, or empty: then the machine waits for an administrator.
  SecretText code;
};

struct NotEnrolled {
  Failure failure = Failure::unexpectedAnswer;
  std::uint32_t detail = 0;
  /// The server understood and will say the same again; anything else is tried again later.
  bool isForGood = false;
};

/// POST /api/v1/machines. Nothing where the code is ill-formed.
[[nodiscard]] std::optional<HttpRequest> enrolRequest(const Newcomer& newcomer);
[[nodiscard]] std::variant<Enrolled, NotEnrolled> enrolmentOf(
    const std::variant<HttpResponse, NetworkFault>& outcome) noexcept;

/// Whether the code has done what it can. One that left the machine waiting was refused: the server knew it not, or
/// not here, or not any more.
[[nodiscard]] bool isCodeSpent(const std::variant<Enrolled, NotEnrolled>& result) noexcept;
[[nodiscard]] bool isCodeRefused(const std::variant<Enrolled, NotEnrolled>& result) noexcept;

}  // namespace latchkey
