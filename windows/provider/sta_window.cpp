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

bool isComing(WPARAM change) noexcept { return change == WTS_CONSOLE_CONNECT || change == WTS_REMOTE_CONNECT; }

}  // namespace

StaWindow::StaWindow(Listener& listener) noexcept : listener_(listener) {
  WNDCLASSW known = {};
  known.lpfnWndProc = procedure;
  known.hInstance = thisModule();
  known.lpszClassName = kClass;
  // Fails where another provider object of ours has registered it, which is as good.
  RegisterClassW(&known);
  window_ = CreateWindowExW(0, kClass, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, thisModule(), this);
  if (window_ == nullptr) return;
  SetTimer(window_, kTimer, kTickMs, nullptr);
  hearSession();
}

/// At the start of Windows the first LogonUI is there before the service that tells: RPC_S_INVALID_BINDING until then.
void StaWindow::hearSession() noexcept {
  if (!hearsSession_) hearsSession_ = WTSRegisterSessionNotification(window_, NOTIFY_FOR_THIS_SESSION) != FALSE;
}

StaWindow::~StaWindow() {
  if (window_ == nullptr) return;
  if (hearsSession_) WTSUnRegisterSessionNotification(window_);
  KillTimer(window_, kTimer);
  DestroyWindow(window_);
  // Else the class would point into a DLL that is gone. Refused while another window of ours lives.
  UnregisterClassW(kClass, thisModule());
}

void StaWindow::hear(UINT message, WPARAM w) noexcept {
  if (message == kWake) listener_.onWake();
  if (message == WM_TIMER && w == kTimer) {
    hearSession();
    listener_.onTick();
  }
  if (message != WM_WTSSESSION_CHANGE) return;
  if (isLeaving(w)) listener_.onSessionLeft();
  if (isComing(w)) listener_.onSessionCame();
}

LRESULT CALLBACK StaWindow::procedure(HWND window, UINT message, WPARAM w, LPARAM l) noexcept {
  if (message == WM_NCCREATE) {
    const auto* made = reinterpret_cast<const CREATESTRUCTW*>(l);
    SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(made->lpCreateParams));
  }
  auto* self = reinterpret_cast<StaWindow*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  const std::shared_ptr<void> held = self != nullptr ? self->listener_.hold() : nullptr;
  if (held) self->hear(message, w);
  return DefWindowProcW(window, message, w, l);
}

}  // namespace latchkey
