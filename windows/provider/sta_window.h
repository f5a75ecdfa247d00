#pragma once

#include <windows.h>

namespace latchkey {

/// A message-only window on LogonUI's STA: what other threads post, a timer, and the session's comings and goings
/// arrive here. Made, used and destroyed on the STA.
class StaWindow {
 public:
  class Listener {
   public:
    virtual ~Listener() = default;
    virtual void onWake() noexcept = 0;
    /// Four times a second.
    virtual void onTick() noexcept = 0;
    /// The session was locked, switched or disconnected, or its user logged off.
    virtual void onSessionLeft() noexcept = 0;
  };
  static constexpr UINT kWake = WM_APP + 1;

  explicit StaWindow(Listener& listener) noexcept;
  ~StaWindow();
  StaWindow(const StaWindow&) = delete;
  StaWindow& operator=(const StaWindow&) = delete;
  [[nodiscard]] HWND get() const noexcept { return window_; }

 private:
  static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM w, LPARAM l) noexcept;
  HWND window_ = nullptr;
};

}  // namespace latchkey
