#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "provider/handles.h"

namespace latchkey {

/// As many clients as LogonUI can have at once: it hangs up when a tile is left, but a tile left while its request is
/// under way keeps its connection until the answer.
constexpr int kPipeClients = 4;

/// Every instance of the pipe, made before anybody is told that the worker runs. Empty, with the Windows error in
/// `error`, where the name is somebody else's: FILE_FLAG_FIRST_PIPE_INSTANCE refuses to be second.
[[nodiscard]] std::vector<Handle> openPipeDoor(const std::wstring& name, const std::wstring& access, DWORD& error);

}  // namespace latchkey
