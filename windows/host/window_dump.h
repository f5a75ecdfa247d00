#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "host/text.h"

namespace latchkey::host {

/// A window's own text; of a password field only its length, as that many bullets.
[[nodiscard]] std::string textOf(HWND window);
[[nodiscard]] std::string classOf(HWND window);
/// The controls of a dialog that can be seen, in tab order.
[[nodiscard]] std::vector<HWND> visibleControls(HWND dialog);

/// A dialog and its visible controls as one JSON line.
[[nodiscard]] JsonLine describeWindow(HWND dialog);

/// Draws a first dialog and takes it away: a process's first text costs seconds of font loading under Wine, which
/// LogonUI has behind it when a provider opens a window.
void warmUpDrawing(HWND owner);

/// Saves what the screen shows of a window as a PNG file.
[[nodiscard]] bool savePicture(HWND window, const std::wstring& path);

}  // namespace latchkey::host
