#pragma once

#include <windows.h>

#include <optional>

namespace latchkey {

/// Waits for an overlapped call on `pipe` that `began` or is pending; where `quit` comes first or time runs out,
/// cancels it and waits for that too, since its OVERLAPPED is the caller's. The number of bytes, or nothing.
[[nodiscard]] std::optional<DWORD> finishOverlapped(HANDLE pipe, OVERLAPPED& pending, bool began, HANDLE quit,
                                                    DWORD patienceMs) noexcept;

}  // namespace latchkey
