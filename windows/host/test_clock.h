#pragma once

#include <windows.h>

#include <cstdint>
#include <string>

#include "provider/handles.h"

namespace latchkey::host {

// Time of the tests. The host makes a section of shared memory that says how far ahead of the PC's clock it is; the
// provider's test DLL and the double of the worker, which find its name in their environment, count with it. So a
// script waits two minutes in no time. No release program has this.

constexpr wchar_t kClockVariable[] = L"LATCHKEY_TEST_CLOCK";

/// The section mapped for a scope; empty where there is none.
class ClockView {
 public:
  explicit ClockView(HANDLE section) noexcept
      : ahead_(section == nullptr ? nullptr
                                  : static_cast<volatile LONG64*>(MapViewOfFile(
                                        section, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, sizeof(LONG64)))) {}
  ClockView(const ClockView&) = delete;
  ClockView& operator=(const ClockView&) = delete;
  ~ClockView() {
    if (ahead_ != nullptr) UnmapViewOfFile(const_cast<LONG64*>(ahead_));
  }
  [[nodiscard]] LONG64 ahead() const noexcept { return ahead_ == nullptr ? 0 : *ahead_; }
  void advance(LONG64 ms) noexcept {
    if (ahead_ != nullptr) InterlockedExchangeAdd64(ahead_, ms);
  }

 private:
  volatile LONG64* ahead_;
};

/// GetTickCount64 of the tests.
[[nodiscard]] inline std::uint64_t testTimeMs() noexcept {
  wchar_t name[128] = {};
  const DWORD length = GetEnvironmentVariableW(kClockVariable, name, 128);
  const bool isNamed = length > 0 && length < 128;
  const Handle section(isNamed ? OpenFileMappingW(FILE_MAP_READ | FILE_MAP_WRITE, FALSE, name) : nullptr);
  return GetTickCount64() + static_cast<std::uint64_t>(ClockView(section.get()).ahead());
}

/// The host's side: the clock exists and is in the environment of all that the host starts.
class TestClock {
 public:
  TestClock() {
    const std::wstring name = L"Local\\Latchkey.Clock." + std::to_wstring(GetCurrentProcessId());
    section_ =
        Handle(CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0, sizeof(LONG64), name.c_str()));
    SetEnvironmentVariableW(kClockVariable, name.c_str());
  }
  void advance(LONG64 ms) noexcept { ClockView(section_.get()).advance(ms); }

 private:
  Handle section_;
};

}  // namespace latchkey::host
