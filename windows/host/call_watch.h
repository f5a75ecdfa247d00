#pragma once

#include <windows.h>

#include <atomic>
#include <string>

#include "host/ledger.h"
#include "host/starvation.h"
#include "provider/handles.h"

namespace latchkey::host {

/// Times every call into the provider. While a call runs, a second thread posts a beat to LogonUI's window each
/// 25 ms: beats that arrive meanwhile show that the provider pumps. What the machine itself lost is not held against the
/// provider: LogonUI's thread, or one that it waited for, was ready and got no processor (starvation.h), or the beating
/// thread, which does nothing but beat, was late itself. The longer of the two is taken off, never both, and a thread that
/// sleeps, waits for an answer or computes is neither.
class CallWatch {
 public:
  static constexpr DWORD kLongestMs = 100;
  static constexpr UINT kBeatMessage = WM_APP + 70;

  explicit CallWatch(Ledger& ledger);
  ~CallWatch();
  CallWatch(const CallWatch&) = delete;
  CallWatch& operator=(const CallWatch&) = delete;

  void watch(HWND owner);
  /// LogonUI's window got a beat. STA only.
  void beat();
  /// From here on the host itself keeps Windows' locks, e.g. to take a picture, until it says that it no longer does. One
  /// thread at a time.
  void keepLocks() noexcept { keptSince_ = GetTickCount(); }
  void letGoOfLocks() noexcept {
    kept_ += GetTickCount() - keptSince_;
    keptSince_ = 0;
  }
  /// OnCreatingWindow was called: this call may last, as long as it pumps. STA only.
  void windowAsked() noexcept { windowAsked_ = true; }

  /// Milliseconds that nobody but the machine is to blame for, up to some moment.
  struct Lost {
    Starvation starved;
    DWORD late = 0;
    DWORD kept = 0;
  };

  /// One call, from its construction to its end. STA only; calls that pump nest.
  class Call {
   public:
    Call(CallWatch& watch, const char* name);
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

   private:
    CallWatch& watch_;
    const char* name_;
    DWORD began_;
    Lost lostBefore_;
  };

  [[nodiscard]] DWORD slowestMs() const noexcept { return slowest_; }
  [[nodiscard]] const std::string& slowestName() const noexcept { return slowestName_; }

 private:
  static DWORD WINAPI beatThread(void* self);
  void beatUntilEnd();
  void noteGap(DWORD now);
  [[nodiscard]] Lost lostSoFar() const;

  Ledger& ledger_;
  Handle running_;
  Handle ended_;
  Handle thread_;
  std::atomic<HWND> owner_{nullptr};
  /// Milliseconds by which the beating thread was late while a call ran.
  std::atomic<DWORD> late_{0};
  std::atomic<DWORD> kept_{0};
  std::atomic<DWORD> keptSince_{0};
  int depth_ = 0;
  DWORD lastPump_ = 0;
  Lost lostAtPump_;
  DWORD longestGap_ = 0;
  /// When the longest gap ended.
  DWORD longestGapAt_ = 0;
  bool windowAsked_ = false;
  DWORD slowest_ = 0;
  std::string slowestName_;
};

}  // namespace latchkey::host
