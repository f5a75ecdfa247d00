#pragma once

#include <windows.h>

namespace latchkey::host {

/// What may happen to a provider by no fault of its own: memory runs out, Windows isn't ready yet. Its own imports lead
/// here, so the DLL is the one that would be loaded anywhere. Its memory is overwritten as it is freed, so that whoever
/// uses what is gone crashes at once. For the whole process.
namespace misfortunes {

/// Leads what the loaded DLL imports to here.
void follow(HMODULE provider) noexcept;
/// The allocation after so many more of the STA fails; 1 is the next one.
void starve(long allocations) noexcept;
/// So often Windows will not yet tell a window of the session's changes.
void deafen(long times) noexcept;
/// Whether the window asked Windows for the session's changes, and was heard.
[[nodiscard]] bool hearsSession(HWND window) noexcept;
/// Whether the box was parted from its input method.
[[nodiscard]] bool hasNoInputMethod(HWND box) noexcept;

}  // namespace misfortunes
}  // namespace latchkey::host
