#pragma once

#include <windows.h>

#include "flow/clock.h"
#include "worker/cancel_signal.h"

namespace latchkey {

/// Time of this PC; `pause` ends with the cancel.
class MachineClock final : public Clock {
 public:
  explicit MachineClock(const CancelSignal& cancel) noexcept : cancel_(cancel) {}
  [[nodiscard]] std::uint64_t nowMs() noexcept override;
  [[nodiscard]] bool pause(std::uint32_t ms) noexcept override;

 private:
  const CancelSignal& cancel_;
};

/// The system's generator (BCryptGenRandom).
class MachineRandomness final : public Randomness {
 public:
  [[nodiscard]] bool fill(std::uint8_t* bytes, std::size_t count) noexcept override;
};

}  // namespace latchkey
