#pragma once

#include <cstddef>
#include <cstdint>

namespace latchkey {

/// Time of the worker, injected so that tests need no sleep.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Milliseconds that never go back and count the PC's sleep (GetTickCount64): a lid closed for an hour must
  /// not stretch the thirty seconds at `new-password`.
  [[nodiscard]] virtual std::uint64_t nowMs() noexcept = 0;
  /// Waits; false where a cancel came meanwhile.
  [[nodiscard]] virtual bool pause(std::uint32_t ms) noexcept = 0;
};

/// Cryptographic randomness of the worker.
class Randomness {
 public:
  virtual ~Randomness() = default;
  /// False where there is none; nothing is sent then.
  [[nodiscard]] virtual bool fill(std::uint8_t* bytes, std::size_t count) noexcept = 0;
};

}  // namespace latchkey
