#include "provider/sta_window.h"

#include <wtsapi32.h>

#include "com/com.h"

namespace latchkey {
namespace {

constexpr wchar_t kClass[] = L"LatchkeyMailbox";
constexpr UINT_PTR kTimer = 1;
constexpr UINT kTickMs = 250;

bool isLeaving(WPARAM change) noexcept {
  return change == WTS_SESSION_LOCK || change == WTS_CONSOLE_DISCONNECT || change == WTS_REMOTE_DISCONNECT ||
         change == WTS_SESSION_LOGOFF;
}

}  // namespace

StaWindow::StaWindow(Listener& listener) noexcept {
  WNDCLASSW known = {};
  known.lpfnWndProc = procedure;
  known.hInstance = thisModule();
  known.lpszClassName = kClass;
  // Fails where another provider object of ours has registered it, which is as good.
  RegisterClassW(&known);
  window_ = CreateWindowExW(0, kClass, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, thisModule(), &listener);
  if (window_ == nullptr) return;
  SetTimer(window_, kTimer, kTickMs, nullptr);
  WTSRegisterSessionNotification(window_, NOTIFY_FOR_THIS_SESSION);
}

StaWindow::~StaWindow() {
  if (window_ == nullptr) return;
  WTSUnRegisterSessionNotification(window_);
  KillTimer(window_, kTimer);
  DestroyWindow(window_);
  // Else the class would point into a DLL that is gone. Refused while another window of ours lives.
  UnregisterClassW(kClass, thisModule());
}

LRESULT CALLBACK StaWindow::procedure(HWND window, UINT message, WPARAM w, LPARAM l) noexcept {
  if (message == WM_NCCREATE) {
    const auto* made = reinterpret_cast<const CREATESTRUCTW*>(l);
    SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(made->lpCreateParams));
  }
  auto* listener = reinterpret_cast<Listener*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  if (listener != nullptr) {
    if (message == kWake) listener->onWake();
    if (message == WM_TIMER && w == kTimer) listener->onTick();
    if (message == WM_WTSSESSION_CHANGE && isLeaving(w)) listener->onSessionLeft();
  }
  return DefWindowProcW(window, message, w, l);
}

}  // namespace latchkey
