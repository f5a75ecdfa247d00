#pragma once

#include <windows.h>

#include <string>

namespace latchkey {

/// A security descriptor read from SDDL; false where it can't be read. Any thread.
class Access {
 public:
  explicit Access(const std::wstring& sddl) noexcept;
  ~Access();
  Access(const Access&) = delete;
  Access& operator=(const Access&) = delete;
  explicit operator bool() const noexcept { return held_ != nullptr; }
  /// Valid as long as this.
  [[nodiscard]] SECURITY_ATTRIBUTES attributes() const noexcept {
    return {sizeof(SECURITY_ATTRIBUTES), held_, FALSE};
  }

 private:
  PSECURITY_DESCRIPTOR held_ = nullptr;
};

}  // namespace latchkey
