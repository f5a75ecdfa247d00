#pragma once

#include <windows.h>

#include "com/credential_provider.h"

namespace latchkey::plant {

/// The class of the planted provider, and of its filter.
inline constexpr GUID kProviderClass = {0x0c2f9a3e, 0x6d1b, 0x4f0e, {0x9c, 0x52, 0x71, 0x1e, 0x5a, 0x04, 0xb8, 0x01}};
inline constexpr GUID kFilterClass = {0x0c2f9a3e, 0x6d1b, 0x4f0e, {0x9c, 0x52, 0x71, 0x1e, 0x5a, 0x04, 0xb8, 0x02}};

/// Whether this provider was asked to make that one mistake: LATCHKEY_PLANT names it. Without, it makes none.
[[nodiscard]] bool makes(const wchar_t* mistake) noexcept;

/// Windows 7 gets a provider of version 1.
[[nodiscard]] bool isOnSeven() noexcept;

/// How many fields the mistake adds that make the tile too long or change it.
[[nodiscard]] DWORD extraFields() noexcept;
/// The descriptors are counted, for the first time or again.
void countDescriptors(bool isAgain) noexcept;

enum FieldId : DWORD { kImage, kLabel, kText, kChoice, kEdit, kSecret, kSubmit, kWork, kWindow, kFields };

}  // namespace latchkey::plant
