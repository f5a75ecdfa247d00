#pragma once

#include <windows.h>

#include <memory>

namespace latchkey {

/// A message-only window on LogonUI's STA: what other threads post, a timer, and the session's comings and goings
/// arrive here. Made, used and destroyed on the STA.
class StaWindow {
 public:
  class Listener {
   public:
    virtual ~Listener() = default;
    /// Keeps the listener, and with it this window, while it hears: what it does may make LogonUI let go of it.
    /// Nothing while it is made or destroyed, when it hears nothing.
    [[nodiscard]] virtual std::shared_ptr<void> hold() noexcept = 0;
    virtual void onWake() noexcept = 0;
    /// Four times a second.
    virtual void onTick() noexcept = 0;
    /// The session was locked, switched or disconnected, or its user logged off.
    virtual void onSessionLeft() noexcept = 0;
    /// The session was connected, here or from afar.
    virtual void onSessionCame() noexcept = 0;
  };
  static constexpr UINT kWake = WM_APP + 1;

  explicit StaWindow(Listener& listener) noexcept;
  ~StaWindow();
  StaWindow(const StaWindow&) = delete;
  StaWindow& operator=(const StaWindow&) = delete;
  [[nodiscard]] HWND get() const noexcept { return window_; }

 private:
  static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM w, LPARAM l) noexcept;
  void hearSession() noexcept;
  void hear(UINT message, WPARAM w) noexcept;

  Listener& listener_;
  HWND window_ = nullptr;
  bool hearsSession_ = false;
};

}  // namespace latchkey
