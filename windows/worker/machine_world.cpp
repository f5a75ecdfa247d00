#include "worker/machine_world.h"

#include <bcrypt.h>

namespace latchkey {

std::uint64_t MachineClock::nowMs() noexcept { return GetTickCount64(); }

bool MachineClock::pause(std::uint32_t ms) noexcept {
  return WaitForSingleObject(cancel_.event(), ms) == WAIT_TIMEOUT;
}

bool MachineRandomness::fill(std::uint8_t* bytes, std::size_t count) noexcept {
  return BCryptGenRandom(nullptr, bytes, static_cast<ULONG>(count), BCRYPT_USE_SYSTEM_PREFERRED_RNG) >= 0;
}

}  // namespace latchkey
