#pragma once

#include <windows.h>

#include <atomic>
#include <string>

#include "host/ledger.h"
#include "provider/handles.h"

namespace latchkey::host {

/// Times every call into the provider. While a call runs, a second thread posts a beat to LogonUI's window each
/// 25 ms: beats that arrive meanwhile show that the provider pumps. What the machine itself lost (the beating thread
/// woke late) is not held against the provider.
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
  void beat() noexcept;
  /// The host itself kept the processor or Windows' locks for so long, e.g. to take a picture. Any thread.
  void excuse(DWORD ms) noexcept { lost_ += ms; }
  /// OnCreatingWindow was called: this call may last, as long as it pumps. STA only.
  void windowAsked() noexcept { windowAsked_ = true; }

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
    DWORD lostBefore_;
  };

  [[nodiscard]] DWORD slowestMs() const noexcept { return slowest_; }
  [[nodiscard]] const std::string& slowestName() const noexcept { return slowestName_; }

 private:
  static DWORD WINAPI beatThread(void* self);
  void beatUntilEnd();
  void noteGap(DWORD now) noexcept;

  Ledger& ledger_;
  Handle running_;
  Handle ended_;
  Handle thread_;
  std::atomic<HWND> owner_{nullptr};
  /// Milliseconds by which the beating thread woke late while a call ran.
  std::atomic<DWORD> lost_{0};
  int depth_ = 0;
  DWORD lastPump_ = 0;
  DWORD lostAtPump_ = 0;
  DWORD longestGap_ = 0;
  /// When the longest gap ended.
  DWORD longestGapAt_ = 0;
  bool windowAsked_ = false;
  DWORD slowest_ = 0;
  std::string slowestName_;
};

}  // namespace latchkey::host
