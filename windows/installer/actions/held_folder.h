#pragma once

#include <windows.h>

#include <string>

namespace latchkey {

/// A folder that is held open, without following links, so that nobody can rename or delete it, or put
/// another in its place, until this goes. One thread.
class HeldFolder {
 public:
  explicit HeldFolder(const std::wstring& path) noexcept;
  ~HeldFolder();
  HeldFolder(const HeldFolder&) = delete;
  HeldFolder& operator=(const HeldFolder&) = delete;

  /// A folder, no link to elsewhere, that SYSTEM, the administrators or this process's own account own.
  [[nodiscard]] bool isOurs() const noexcept;

 private:
  [[nodiscard]] bool isOwnerTrusted() const noexcept;
  HANDLE handle_;
};

}  // namespace latchkey
