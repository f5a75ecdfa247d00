#pragma once

namespace latchkey {

/// Deletes the machine's key from the TPM and from Windows' own store, where it is in either.
void forgetMachineKey() noexcept;

}  // namespace latchkey
