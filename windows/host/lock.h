#pragma once

#include <windows.h>

namespace latchkey::host {

/// Holds a lock for as long as it lives.
class Hold {
 public:
  explicit Hold(SRWLOCK& lock) noexcept : lock_(lock) { AcquireSRWLockExclusive(&lock_); }
  ~Hold() { ReleaseSRWLockExclusive(&lock_); }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;

 private:
  SRWLOCK& lock_;
};

}  // namespace latchkey::host
