#pragma once

#include <windows.h>

#include <winhttp.h>

#include <utility>

namespace latchkey {

/// A WinHTTP session or connection.
class InternetHandle {
 public:
  InternetHandle() noexcept = default;
  explicit InternetHandle(HINTERNET owned) noexcept : held_(owned) {}
  InternetHandle(InternetHandle&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  InternetHandle& operator=(InternetHandle&& other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  InternetHandle(const InternetHandle&) = delete;
  InternetHandle& operator=(const InternetHandle&) = delete;
  ~InternetHandle() {
    if (held_ != nullptr) WinHttpCloseHandle(held_);
  }
  [[nodiscard]] HINTERNET get() const noexcept { return held_; }
  explicit operator bool() const noexcept { return held_ != nullptr; }

 private:
  HINTERNET held_ = nullptr;
};

}  // namespace latchkey
