#pragma once

#include <windows.h>

#include <string>

namespace latchkey {

/// A security descriptor read from SDDL, as CreateNamedPipe and CreateFile take it.
class Access {
 public:
  explicit Access(const std::wstring& sddl) noexcept;
  ~Access();
  Access(const Access&) = delete;
  Access& operator=(const Access&) = delete;
  explicit operator bool() const noexcept { return held_ != nullptr; }
  [[nodiscard]] SECURITY_ATTRIBUTES attributes() const noexcept { return {sizeof(SECURITY_ATTRIBUTES), held_, FALSE}; }

 private:
  PSECURITY_DESCRIPTOR held_ = nullptr;
};

/// SYSTEM and the worker's own service. Not the account, which other services share; and the owner, who is that
/// account, gets no more than to read the list, so that none of them can write itself into it.
[[nodiscard]] std::wstring pipeAccess();
/// SYSTEM, administrators and the worker's own service.
[[nodiscard]] std::wstring logAccess();

}  // namespace latchkey
