#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "flow/session.h"

namespace latchkey {

/// The flows that the worker keeps in memory, one for each Windows session and user: never found by a name
/// that somebody typed. One thread at a time: whoever calls holds the worker's lock.
class SessionShelf {
 public:
  static constexpr std::size_t kMost = 16;

  explicit SessionShelf(SessionWorld& world) noexcept : world_(world) {}

  /// The session of this hello, made where there is none. Nothing where the shelf is full of living flows.
  [[nodiscard]] std::shared_ptr<Session> take(const Hello& hello) noexcept;

  /// `tick` for each, then lets go of those without a flow that nobody else holds.
  void sweep() noexcept;

  /// Whether the service has a reason to stay.
  [[nodiscard]] bool isEmpty() const noexcept { return sessions_.empty(); }

  /// Whether a flow here must end soon, which a request that takes long would be in the way of.
  [[nodiscard]] bool hasShortBound() const noexcept;

  /// Windows ended that session: its flows are deleted.
  void endSession(std::uint32_t sessionId) noexcept;

 private:
  using Key = std::pair<std::uint32_t, std::u16string>;

  SessionWorld& world_;
  std::map<Key, std::shared_ptr<Session>> sessions_;
};

}  // namespace latchkey
