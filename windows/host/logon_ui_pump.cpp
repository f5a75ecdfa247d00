#include <utility>

#include "host/logon_ui.h"

namespace latchkey::host {
namespace {

constexpr wchar_t kWindowClass[] = L"LatchkeyLogonHost";
constexpr COLORREF kBackground = RGB(0, 60, 120);
constexpr DWORD kSliceMs = 20;

}  // namespace

LogonUi::LogonUi(Bench& bench, UserList& users) : bench_(bench), users_(users), listEvents_(bench) { openWindow(); }

LogonUi::~LogonUi() { DestroyWindow(bench_.owner); }

void LogonUi::openWindow() {
  WNDCLASSW shape = {};
  shape.lpfnWndProc = windowProc;
  shape.lpszClassName = kWindowClass;
  shape.hInstance = GetModuleHandleW(nullptr);
  shape.hbrBackground = CreateSolidBrush(kBackground);
  RegisterClassW(&shape);
  bench_.owner = CreateWindowExW(0, kWindowClass, L"LogonUI", WS_POPUP | WS_VISIBLE, 0, 0, 800, 600, nullptr, nullptr,
                                 shape.hInstance, nullptr);
  SetWindowLongPtrW(bench_.owner, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
  bench_.watch.watch(bench_.owner);
}

LRESULT CALLBACK LogonUi::windowProc(HWND window, UINT message, WPARAM wide, LPARAM large) {
  auto* const self = reinterpret_cast<LogonUi*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  if (message == CallWatch::kBeatMessage && self != nullptr) {
    self->bench_.watch.beat();
    return 0;
  }
  return DefWindowProcW(window, message, wide, large);
}

void LogonUi::pump() {
  MSG message;
  while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE) != FALSE) {
    if (!bench_.pumpsForeign && message.hwnd != bench_.owner) continue;
    TranslateMessage(&message);
    DispatchMessageW(&message);
  }
  for (Tile* const tile : tiles_) checkSettled(bench_, *tile);
  const bool isChanged = listEvents_.takeChanged();
  isRefreshing_ = isChanged;
  if ((std::exchange(isAskedAgain_, false) || isChanged) && provider_) enumerateAgain();
  isRefreshing_ = false;
  deselectIdle();
}

void LogonUi::deselectIdle() {
  Tile* const tile = current();
  if (idleAfterMs_ == 0 || !bench_.hasV2() || tile == nullptr || !tile->isSelected) return;
  if (GetTickCount() - lastTouch_ < idleAfterMs_) return;
  leave(*tile);
  bench_.ledger.say(JsonLine("idle-deselect").number("afterMs", idleAfterMs_));
}

bool LogonUi::pumpUntil(DWORD ms, const std::function<bool()>& isReached) {
  const DWORD began = GetTickCount();
  for (;;) {
    pump();
    if (isReached()) return true;
    if (GetTickCount() - began >= ms) return false;
    MsgWaitForMultipleObjects(0, nullptr, FALSE, kSliceMs, QS_ALLINPUT);
  }
}

void LogonUi::pumpFor(DWORD ms) {
  pumpUntil(ms, [] { return false; });
}

}  // namespace latchkey::host
