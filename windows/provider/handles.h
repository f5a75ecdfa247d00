#pragma once

#include <windows.h>

#include <utility>

namespace latchkey {

/// A kernel handle; null and INVALID_HANDLE_VALUE both mean none.
class Handle {
 public:
  Handle() noexcept = default;
  explicit Handle(HANDLE owned) noexcept : held_(owned == INVALID_HANDLE_VALUE ? nullptr : owned) {}
  Handle(Handle&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (held_ != nullptr) CloseHandle(held_);
  }
  [[nodiscard]] HANDLE get() const noexcept { return held_; }
  explicit operator bool() const noexcept { return held_ != nullptr; }

 private:
  HANDLE held_ = nullptr;
};

class ServiceHandle {
 public:
  explicit ServiceHandle(SC_HANDLE owned) noexcept : held_(owned) {}
  ServiceHandle(const ServiceHandle&) = delete;
  ServiceHandle& operator=(const ServiceHandle&) = delete;
  ~ServiceHandle() {
    if (held_ != nullptr) CloseServiceHandle(held_);
  }
  [[nodiscard]] SC_HANDLE get() const noexcept { return held_; }
  explicit operator bool() const noexcept { return held_ != nullptr; }

 private:
  SC_HANDLE held_;
};

/// A slim lock held for a scope. std::mutex is not in this MinGW's thread model.
class Locked {
 public:
  explicit Locked(SRWLOCK& lock) noexcept : lock_(lock) { AcquireSRWLockExclusive(&lock_); }
  ~Locked() { ReleaseSRWLockExclusive(&lock_); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;

 private:
  SRWLOCK& lock_;
};

}  // namespace latchkey
