#include "access.h"

#include <sddl.h>

namespace latchkey {

Access::Access(const std::wstring& sddl) noexcept {
  ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl.c_str(), SDDL_REVISION_1, &held_, nullptr);
}

Access::~Access() { LocalFree(held_); }

}  // namespace latchkey
