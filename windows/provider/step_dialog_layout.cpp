// Where things stand in the dialog. French is a third longer than English and fonts are substituted, so everything
// is measured and wraps; the dialog grows with its text.
#include <algorithm>

#include "com/com.h"
#include "provider/step_dialog.h"

namespace latchkey {
namespace {

constexpr int kWidthInUnits = 30;
constexpr wchar_t kBullet = 0x25CF;

/// Windows' line ends.
std::wstring withLineEnds(const std::u16string& text) {
  std::wstring out;
  for (const char16_t unit : text) {
    if (unit == u'\n') out.push_back(L'\r');
    out.push_back(static_cast<wchar_t>(unit));
  }
  return out;
}

/// A button takes & for an underline; the server's text has none to give.
std::wstring withoutShortcuts(const std::u16string& text) {
  std::wstring out;
  for (const char16_t unit : text) {
    if (unit == u'&') out.push_back(L'&');
    out.push_back(static_cast<wchar_t>(unit));
  }
  return out;
}

/// Only where it differs: setting the same text again makes a screen reader say it again.
void setText(HWND control, const std::wstring& text) {
  const int length = GetWindowTextLengthW(control);
  std::wstring now(static_cast<std::size_t>(length) + 1, L'\0');
  now.resize(static_cast<std::size_t>(GetWindowTextW(control, &now[0], length + 1)));
  if (now != text) SetWindowTextW(control, text.c_str());
}

bool isMasked(InputKind kind) noexcept { return kind == InputKind::secret || kind == InputKind::newPassword; }

}  // namespace

void StepDialog::makeControl(const wchar_t* kind, DWORD style, Control id) {
  const DWORD edge = style & ES_PASSWORD && wcscmp(kind, L"EDIT") == 0 ? WS_EX_CLIENTEDGE : 0;
  const HWND made = CreateWindowExW(edge, kind, L"", WS_CHILD | style, 0, 0, 0, 0, window_,
                                    reinterpret_cast<HMENU>(static_cast<INT_PTR>(id)), thisModule(), nullptr);
  SendMessageW(made, WM_SETFONT, reinterpret_cast<WPARAM>(font_), FALSE);
}

/// In tab order: each label before its box, so that a screen reader says it.
void StepDialog::makeControls() {
  NONCLIENTMETRICSW metrics = {};
  metrics.cbSize = sizeof metrics;
  SystemParametersInfoW(SPI_GETNONCLIENTMETRICS, sizeof metrics, &metrics, 0);
  font_ = CreateFontIndirectW(&metrics.lfMessageFont);
  const HDC screen = GetDC(window_);
  const HGDIOBJ before = SelectObject(screen, font_);
  TEXTMETRICW measured = {};
  GetTextMetricsW(screen, &measured);
  SelectObject(screen, before);
  ReleaseDC(window_, screen);
  unit_ = std::max<int>(measured.tmHeight, 8);
  constexpr DWORD kEdit = WS_TABSTOP | ES_AUTOHSCROLL | ES_PASSWORD;
  constexpr DWORD kButton = WS_TABSTOP | BS_MULTILINE;
  makeControl(L"STATIC", WS_VISIBLE | SS_NOPREFIX, text);
  makeControl(L"COMBOBOX", CBS_DROPDOWNLIST | WS_VSCROLL | WS_TABSTOP, choice);
  makeControl(L"STATIC", SS_NOPREFIX, label1);
  makeControl(L"EDIT", kEdit, box1);
  makeControl(L"STATIC", SS_NOPREFIX, label2);
  makeControl(L"EDIT", kEdit, box2);
  makeControl(L"BUTTON", kButton, link1);
  makeControl(L"BUTTON", kButton, link2);
  makeControl(L"BUTTON", kButton | BS_DEFPUSHBUTTON, static_cast<Control>(IDOK));
  makeControl(L"BUTTON", kButton | WS_VISIBLE, cancel);
  SetWindowTextW(control(cancel), reinterpret_cast<const wchar_t*>(flow_.controller().words().cancel));
}

void StepDialog::show(int id, bool isShown, bool isUsable) noexcept {
  ShowWindow(control(id), isShown ? SW_SHOWNA : SW_HIDE);
  EnableWindow(control(id), isShown && isUsable);
}

void StepDialog::place(int id, int x, int y, int width, int height) noexcept {
  SetWindowPos(control(id), nullptr, x, y, width, height, SWP_NOZORDER | SWP_NOACTIVATE);
}

void StepDialog::layOut() {
  int top = layText(unit_);
  top = layChoice(top);
  top = layInputs(top);
  top = layLinks(top);
  const int buttons = std::max(top, unit_ * 14);
  RECT frame = {0, 0, kWidthInUnits * unit_, buttons + unit_ * 3};
  AdjustWindowRect(&frame, static_cast<DWORD>(GetWindowLongPtrW(window_, GWL_STYLE)), FALSE);
  RECT around = {};
  GetWindowRect(owner_, &around);
  const int width = frame.right - frame.left;
  const int height = frame.bottom - frame.top;
  SetWindowPos(window_, nullptr, (around.left + around.right - width) / 2, (around.top + around.bottom - height) / 2,
               width, height, SWP_NOZORDER | SWP_NOACTIVATE);
  layButtons();
  InvalidateRect(window_, nullptr, TRUE);
}

int StepDialog::layText(int top) {
  const std::wstring all = withLineEnds(joined(picture_.lines));
  const int width = (kWidthInUnits - 2) * unit_;
  RECT measured = {0, 0, width, 0};
  const HDC screen = GetDC(window_);
  const HGDIOBJ before = SelectObject(screen, font_);
  DrawTextW(screen, all.c_str(), -1, &measured, DT_CALCRECT | DT_WORDBREAK | DT_NOPREFIX);
  SelectObject(screen, before);
  ReleaseDC(window_, screen);
  setText(control(text), all);
  place(text, unit_, top, width, measured.bottom + unit_ / 4);
  return top + measured.bottom + unit_;
}

int StepDialog::layChoice(int top) {
  show(choice, picture_.hasChoice, !picture_.isWaiting);
  if (!picture_.hasChoice) return top;
  const HWND combo = control(choice);
  if (question_ != picture_.question) {
    SendMessageW(combo, CB_RESETCONTENT, 0, 0);
    for (const std::u16string& option : picture_.options)
      SendMessageW(combo, CB_ADDSTRING, 0, reinterpret_cast<LPARAM>(wide(option)));
    SendMessageW(combo, CB_SETCURSEL, picture_.selected, 0);
  }
  // The height of a drop-down box counts its list.
  place(choice, unit_, top, (kWidthInUnits - 2) * unit_, unit_ * 12);
  return top + unit_ * 5 / 2;
}

int StepDialog::layInputs(int top) {
  constexpr int kLabels[] = {label1, label2};
  constexpr int kBoxIds[] = {box1, box2};
  for (std::size_t i = 0; i < 2; ++i) {
    const bool isThere = i < picture_.inputs.size();
    show(kLabels[i], isThere, true);
    show(kBoxIds[i], isThere, !picture_.isWaiting);
    if (!isThere) continue;
    const PictureInput& input = picture_.inputs[i];
    setText(control(kLabels[i]), std::wstring(wide(input.label)));
    SendMessageW(control(kBoxIds[i]), EM_SETPASSWORDCHAR, isMasked(input.kind) ? kBullet : 0, 0);
    const int width = (kWidthInUnits - 2) * unit_;
    place(kLabels[i], unit_, top, width, unit_ * 5 / 4);
    place(kBoxIds[i], unit_, top + unit_ * 5 / 4, width, unit_ * 7 / 4);
    top += unit_ * 15 / 4;
  }
  return top;
}

int StepDialog::layLinks(int top) {
  constexpr int kIds[] = {link1, link2};
  bool isAny = false;
  for (std::size_t i = 0; i < 2; ++i) {
    const bool isThere = i < picture_.links.size();
    show(kIds[i], isThere, !picture_.isWaiting);
    if (!isThere) continue;
    isAny = true;
    setText(control(kIds[i]), withoutShortcuts(picture_.links[i].label));
    const int width = (kWidthInUnits - 3) * unit_ / 2;
    place(kIds[i], unit_ + static_cast<int>(i) * (width + unit_), top, width, unit_ * 3);
  }
  return isAny ? top + unit_ * 4 : top;
}

void StepDialog::layButtons() {
  RECT inner = {};
  GetClientRect(window_, &inner);
  const int least = unit_ * 9;
  const int y = inner.bottom - unit_ * 5 / 2;
  const bool isSubmit = !picture_.submitLabel.empty();
  show(IDOK, isSubmit, !picture_.isWaiting || picture_.heedsEarly);
  if (isSubmit) setText(control(IDOK), withoutShortcuts(picture_.submitLabel));
  place(cancel, inner.right - unit_ - least, y, least, unit_ * 2);
  // What is pressed to go on is named by the server, in words of any length; the dialog is as wide as it is.
  const int most = inner.right - 3 * unit_ - least;
  const int width = std::clamp(widthOf(picture_.submitLabel) + 2 * unit_, least, std::max(least, most));
  place(IDOK, inner.right - 2 * unit_ - least - width, y, width, unit_ * 2);
}

int StepDialog::widthOf(const std::u16string& label) const noexcept {
  RECT measured = {};
  const HDC screen = GetDC(window_);
  const HGDIOBJ before = SelectObject(screen, font_);
  DrawTextW(screen, wide(label), static_cast<int>(label.size()), &measured, DT_CALCRECT | DT_SINGLELINE | DT_NOPREFIX);
  SelectObject(screen, before);
  ReleaseDC(window_, screen);
  return measured.right;
}

void StepDialog::moveFocus() noexcept {
  if (picture_.isWaiting) return;
  const int target = picture_.hasChoice              ? static_cast<int>(choice)
                     : !picture_.inputs.empty()      ? static_cast<int>(box1)
                     : !picture_.submitLabel.empty() ? IDOK
                                                     : static_cast<int>(cancel);
  SetFocus(control(target));
}

}  // namespace latchkey
