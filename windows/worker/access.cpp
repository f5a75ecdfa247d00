#include "worker/access.h"

#include <sddl.h>

#include "provider/clsid.h"
#include "worker/service_sid.h"

namespace latchkey {

Access::Access(const std::wstring& sddl) noexcept {
  if (sddl.empty()) return;
  ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl.c_str(), SDDL_REVISION_1, &held_, nullptr);
}

Access::~Access() { LocalFree(held_); }

std::wstring pipeAccess() {
  const auto service = serviceSidOf(kWorkerService);
  return service ? L"D:P(A;;FA;;;SY)(A;;FA;;;" + *service + L")(A;;RC;;;OW)" : std::wstring();
}

std::wstring logAccess() {
  const auto service = serviceSidOf(kWorkerService);
  return service ? L"D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;" + *service + L")" : std::wstring();
}

}  // namespace latchkey
