#include "worker/pipe_door.h"

#include "worker/access.h"

namespace latchkey {
namespace {

constexpr DWORD kBuffer = 65536;

}  // namespace

std::vector<Handle> openPipeDoor(const std::wstring& name, const std::wstring& sddl, DWORD& error) {
  std::vector<Handle> door;
  const Access access(sddl);
  if (!access) {
    error = ERROR_INVALID_ACL;
    return door;
  }
  SECURITY_ATTRIBUTES attributes = access.attributes();
  for (int i = 0; i < kPipeClients; ++i) {
    const DWORD mode = PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | (i == 0 ? FILE_FLAG_FIRST_PIPE_INSTANCE : 0);
    const DWORD kind = PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS;
    Handle pipe(
        CreateNamedPipeW(name.c_str(), mode, kind, kPipeClients, kBuffer, kBuffer, 0, &attributes));
    if (!pipe) {
      error = GetLastError();
      return {};
    }
    door.push_back(std::move(pipe));
  }
  return door;
}

}  // namespace latchkey
