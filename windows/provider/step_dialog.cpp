// The dialog's life: messages, keys, time. Where things stand is in step_dialog_layout.cpp.
#include "provider/step_dialog.h"

#include "com/com.h"
#include "provider/this_pc.h"

namespace latchkey {
namespace {

constexpr UINT_PTR kIdleTimer = 1;
constexpr UINT kIdleTickMs = 1000;
// LogonUI cancels a dialog after two minutes without input; ours is gone before, with its secrets.
constexpr ULONGLONG kWarnMs = 90 * 1000;
constexpr ULONGLONG kCloseMs = 110 * 1000;
// One more than a value may have, so that too long is seen and refused instead of cut.
constexpr WPARAM kMostTyped = cap::kValue + 1;

constexpr INT_PTR kLeft = 1;
constexpr INT_PTR kCancelled = 2;
constexpr INT_PTR kSignIn = 3;

/// The edit control's own menu offers input methods and Unicode tools, which open windows of their own.
LRESULT CALLBACK plainEdit(HWND window, UINT message, WPARAM w, LPARAM l) noexcept {
  const auto inner = reinterpret_cast<WNDPROC>(GetWindowLongPtrW(window, GWLP_USERDATA));
  if (message == WM_CONTEXTMENU || message == WM_HELP || message == WM_DROPFILES) return 0;
  return CallWindowProcW(inner, window, message, w, l);
}

void makePlain(HWND edit) noexcept {
  // An input method is a window of its own too, and remembers what is typed.
  ImmAssociateContext(edit, nullptr);
  const LONG_PTR inner = GetWindowLongPtrW(edit, GWLP_WNDPROC);
  SetWindowLongPtrW(edit, GWLP_USERDATA, inner);
  SetWindowLongPtrW(edit, GWLP_WNDPROC, reinterpret_cast<LONG_PTR>(&plainEdit));
}

}  // namespace

bool StepDialog::run(HWND owner, std::u16string_view knownName) {
  if (owner == nullptr) return false;
  owner_ = owner;
  knownName_ = knownName;
  struct alignas(DWORD) Template {
    DLGTEMPLATE head;
    WORD none[3];
  } shape = {};
  shape.head.style = DS_MODALFRAME | WS_POPUP | WS_CAPTION | WS_SYSMENU;
  const INT_PTR result = DialogBoxIndirectParamW(thisModule(), &shape.head, owner, procedure,
                                                 reinterpret_cast<LPARAM>(this));
  flow_.controller().dropView(this);
  if (result == kCancelled) flow_.controller().abandon();
  return result == kSignIn && flow_.controller().maySignIn();
}

void StepDialog::close() noexcept {
  if (window_ == nullptr) return;
  journal_.say(event::kClosed, {});
  end(kLeft);
}

INT_PTR CALLBACK StepDialog::procedure(HWND window, UINT message, WPARAM w, LPARAM l) noexcept {
  if (message == WM_INITDIALOG) {
    SetWindowLongPtrW(window, DWLP_USER, l);
    reinterpret_cast<StepDialog*>(l)->window_ = window;
  }
  auto* self = reinterpret_cast<StepDialog*>(GetWindowLongPtrW(window, DWLP_USER));
  if (self == nullptr) return FALSE;
  INT_PTR handled = FALSE;
  guarded([&] {
    handled = self->handle(message, w);
    return S_OK;
  });
  return handled;
}

INT_PTR StepDialog::handle(UINT message, WPARAM w) {
  switch (message) {
    case WM_INITDIALOG: begin(); return FALSE;
    case WM_COMMAND: command(LOWORD(w), HIWORD(w)); return TRUE;
    case WM_TIMER:
      if (w == kIdleTimer) watchIdle();
      return TRUE;
    case WM_HELP:
    case WM_CONTEXTMENU: return TRUE;
    case WM_DESTROY:
      wipeBoxes();
      KillTimer(window_, kIdleTimer);
      window_ = nullptr;
      return TRUE;
    case WM_NCDESTROY:
      if (font_ != nullptr) DeleteObject(font_);
      font_ = nullptr;
      return FALSE;
    default: return FALSE;
  }
}

void StepDialog::begin() {
  makeControls();
  SetWindowTextW(window_, reinterpret_cast<const wchar_t*>(flow_.controller().words().dialogTitle));
  for (const int box : {box1, box2}) {
    SendMessageW(control(box), EM_LIMITTEXT, kMostTyped, 0);
    makePlain(control(box));
  }
  // A screen recorder must not see a code; where Windows can't, the dialog works all the same.
  SetWindowDisplayAffinity(window_, WDA_MONITOR);
  lastInputAt_ = pcNowMs();
  SetTimer(window_, kIdleTimer, kIdleTickMs, nullptr);
  flow_.open(this, knownName_);
  pictureChanged();
  ShowWindow(window_, SW_SHOW);
}

void StepDialog::end(INT_PTR result) noexcept {
  flow_.controller().dropView(this);
  wipeBoxes();
  EndDialog(window_, result);
}

void StepDialog::command(int id, int code) {
  lastInputAt_ = pcNowMs();
  if (isAboutToClose_) {
    isAboutToClose_ = false;
    pictureChanged();
  }
  if (id == choice && code == CBN_SELCHANGE) {
    const LRESULT at = SendMessageW(control(choice), CB_GETCURSEL, 0, 0);
    if (at >= 0) flow_.controller().choose(static_cast<std::size_t>(at));
    return;
  }
  if (code != BN_CLICKED) return;
  const std::size_t nth = id == link2 ? 1 : 0;
  switch (id) {
    case IDOK: return submit();
    // Escape and the closing box are a person looking away: the worker keeps the flow within its bounds.
    case IDCANCEL: return end(kLeft);
    case cancel: return end(kCancelled);
    case link1:
    case link2:
      if (nth < picture_.links.size() && !picture_.isWaiting) flow_.controller().follow(picture_.links[nth].link);
      return;
    default: return;
  }
}

void StepDialog::submit() {
  const std::uint32_t question = question_;
  // What the person saw when they pressed; the worker may be heard of just now, and be asked for a step to go on with.
  const bool isUsable = !picture_.isWaiting || picture_.heedsEarly;
  flow_.drain();
  // A step that came under the person's finger is not what they answered.
  if (question != question_ || !isUsable || picture_.submitLabel.empty()) return;
  FlowController& flow = flow_.controller();
  if (flow.maySignIn()) return end(kSignIn);
  if (flow.isDone()) {
    flow.submit();
    return end(kLeft);
  }
  readBoxes();
  flow.submit();
}

void StepDialog::readBoxes() {
  constexpr int kBoxIds[] = {box1, box2};
  for (std::size_t i = 0; i < picture_.inputs.size() && i < 2; ++i) {
    wchar_t typed[kMostTyped + 2];
    const int length = GetWindowTextW(control(kBoxIds[i]), typed, static_cast<int>(kMostTyped + 1));
    flow_.controller().type(picture_.inputs[i].box, units(typed).substr(0, static_cast<std::size_t>(length)));
    SecureZeroMemory(typed, sizeof typed);
  }
  const LRESULT at = picture_.hasChoice ? SendMessageW(control(choice), CB_GETCURSEL, 0, 0) : CB_ERR;
  if (at >= 0) flow_.controller().choose(static_cast<std::size_t>(at));
}

void StepDialog::wipeBoxes() noexcept {
  wchar_t stars[kMostTyped + 1];
  for (wchar_t& star : stars) star = L'*';
  stars[kMostTyped] = L'\0';
  for (const int box : {box1, box2}) {
    const HWND edit = control(box);
    if (edit == nullptr || GetWindowTextLengthW(edit) == 0) continue;
    // The control keeps its buffer: what is in it is overwritten before it is emptied.
    SetWindowTextW(edit, stars);
    SetWindowTextW(edit, L"");
    SendMessageW(edit, EM_EMPTYUNDOBUFFER, 0, 0);
  }
}

void StepDialog::watchIdle() {
  LASTINPUTINFO input = {};
  input.cbSize = sizeof input;
  const ULONGLONG now = pcNowMs();
  ULONGLONG idle = now - lastInputAt_;
  if (GetLastInputInfo(&input)) {
    const DWORD sinceInput = static_cast<DWORD>(now) - input.dwTime;
    if (sinceInput < idle) idle = sinceInput;
  }
  if (idle >= kCloseMs) return close();
  if ((idle >= kWarnMs) == isAboutToClose_) return;
  isAboutToClose_ = idle >= kWarnMs;
  pictureChanged();
}

void StepDialog::pictureChanged() noexcept {
  if (window_ == nullptr) return;
  guarded([this] {
    const bool wasWaiting = picture_.isWaiting;
    picture_ = flow_.controller().picture();
    if (isAboutToClose_) picture_.lines.push_back(flow_.controller().words().closesSoon);
    if (wiped_ != picture_.wiped) wipeBoxes();
    wiped_ = picture_.wiped;
    layOut();
    // A box that was disabled meanwhile has lost it.
    if (question_ != picture_.question || wasWaiting) moveFocus();
    question_ = picture_.question;
    return S_OK;
  });
}

}  // namespace latchkey
