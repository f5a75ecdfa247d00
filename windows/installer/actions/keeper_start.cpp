#include "keeper_start.h"

#include <windows.h>

#include "../../provider/handles.h"

namespace latchkey {

void startKeeper() noexcept {
  const ServiceHandle manager(OpenSCManagerW(nullptr, nullptr, SC_MANAGER_CONNECT));
  const ServiceHandle keeper(OpenServiceW(manager.get(), L"LatchkeyKeeper", SERVICE_START));
  if (keeper) StartServiceW(keeper.get(), 0, nullptr);
}

}  // namespace latchkey
