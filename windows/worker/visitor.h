#pragma once

#include <windows.h>

#include <cstdint>
#include <memory>

#include "flow/message.h"
#include "flow/session.h"
#include "provider/handles.h"

namespace latchkey {

/// Writes to one connection. Any thread; false where it is gone or doesn't read.
class Line {
 public:
  virtual ~Line() = default;
  [[nodiscard]] virtual bool write(const SecretBuffer& frame) noexcept = 0;
};

/// One connection as the desk sees it.
struct Visitor {
  explicit Visitor(Line& connection) noexcept : line(&connection) {}

  /// False once hung up. Holds the lock while it writes, so that the connection outlives the write.
  [[nodiscard]] bool send(std::uint32_t seq, const ToProvider& message) noexcept {
    const auto frame = encode(seq, message);
    const Locked locked(lineLock);
    return frame && line != nullptr && line->write(*frame);
  }
  void hangUp() noexcept {
    const Locked locked(lineLock);
    line = nullptr;
  }

  // The desk's thread only.
  std::shared_ptr<Session> session;

  // Under the desk's lock.
  bool isGreeted = false;
  /// A request is waiting or being worked on: one at a time.
  bool isServed = false;
  /// Sent LEAVE, or hung up: whoever is there comes first.
  bool hasLeft = false;
  /// Counts cancels: a request of an earlier epoch is answered with `cancelled`.
  std::uint32_t epoch = 0;

 private:
  SRWLOCK lineLock = SRWLOCK_INIT;
  Line* line;
};

}  // namespace latchkey
