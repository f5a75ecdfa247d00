#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "flow/retry.h"
#include "flow/session.h"

namespace latchkey {

/// What the worker knows of the server's flow.
struct Session::Flow {
  std::string id;
  SecretBuffer token;
  bool isSigned = false;
  std::u16string username;
  Purpose purpose = Purpose::reset;
  ServerStep step;
  std::uint32_t number = 0;
  std::uint64_t startedMs = 0;
  std::uint64_t askedMs = 0;
  /// Nothing while somebody looks at it.
  std::optional<std::uint64_t> closedMs;
  /// A submission went out and no answer came: the server may be a step ahead of us.
  bool isUncertain = false;
  /// The last submission was a new password, and the server took it.
  bool isPasswordTaken = false;
};

/// A request that may have to be sent again. It wipes itself.
struct Session::Pending {
  HttpRequest request;
  Matter matter = Matter::submission;
  Repeatable repeatable = Repeatable::always;
  Start start;
  bool isNewPassword = false;
  std::uint64_t madeMs = 0;
};

/// How long the flow may wait for somebody after the view closed, from `startedMs` where nothing is proven
/// yet.
struct ResumeBound {
  std::uint64_t ms;
  bool isFromStart;
};
[[nodiscard]] ResumeBound boundOf(const Step& step) noexcept;

}  // namespace latchkey
