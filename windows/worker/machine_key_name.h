#pragma once

namespace latchkey {

/// Under this name the machine's key is in the TPM or in Windows' own store, in the scope of the machine.
constexpr wchar_t kMachineKeyName[] = L"Latchkey machine key";

}  // namespace latchkey
