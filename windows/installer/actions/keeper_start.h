#pragma once

namespace latchkey {

/// Starts the keeper, which makes the machine key and ends by itself. Where it can't be started, the next start of the PC
/// tries again; nobody has to know.
void startKeeper() noexcept;

}  // namespace latchkey
