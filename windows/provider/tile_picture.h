#pragma once

#include <windows.h>

namespace latchkey {

/// A key on a plain ground, drawn at run time so that the DLL carries no image decoder. A new bitmap for each call;
/// the host owns it. Null where GDI has none to give.
[[nodiscard]] HBITMAP drawTilePicture() noexcept;

}  // namespace latchkey
