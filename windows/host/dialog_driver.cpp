#include "host/dialog_driver.h"

#include <cstdlib>

#include "host/awaited_text.h"
#include "host/misfortunes.h"
#include "host/starvation.h"
#include "host/window_dump.h"
#include "host/words.h"

namespace latchkey::host {
namespace {

constexpr DWORD kDialogMs = 10000;
constexpr DWORD kTextMs = 15000;
constexpr DWORD kStepMs = 50;
constexpr DWORD kCloseMs = 3000;

struct Search {
  HWND owner;
  HWND found;
};

BOOL CALLBACK seekDialog(HWND window, LPARAM into) {
  auto* const search = reinterpret_cast<Search*>(into);
  if (window == search->owner || IsWindowVisible(window) == FALSE) return TRUE;
  search->found = window;
  return FALSE;
}

bool isNamed(const std::string& className, const std::string& word) {
  return _stricmp(className.c_str(), word.c_str()) == 0;
}

}  // namespace

void DialogDriver::begin(std::vector<std::string> lines) {
  join();
  if (!isWarm_) warmUpDrawing(bench_.owner);
  isWarm_ = true;
  lines_ = std::move(lines);
  thread_ = Handle(CreateThread(nullptr, 0, thread, this, 0, nullptr));
}

void DialogDriver::join() {
  if (!thread_) return;
  WaitForSingleObject(thread_.get(), INFINITE);
  thread_ = Handle();
}

DWORD WINAPI DialogDriver::thread(void* self) {
  static_cast<DialogDriver*>(self)->drive();
  return 0;
}

HWND DialogDriver::awaitDialog() const {
  for (const DWORD began = GetTickCount(); GetTickCount() - began < kDialogMs; Sleep(kStepMs)) {
    Search search = {bench_.owner, nullptr};
    EnumThreadWindows(bench_.sta, seekDialog, reinterpret_cast<LPARAM>(&search));
    if (search.found != nullptr) return search.found;
  }
  return nullptr;
}

void DialogDriver::drive() {
  countStarvation();
  dialog_ = awaitDialog();
  if (dialog_ == nullptr) {
    bench_.ledger.breach(Rule::noDialog, "no window appeared");
    return;
  }
  const bool isOwned = GetWindow(dialog_, GW_OWNER) == bench_.owner;
  bench_.ledger.say(JsonLine("dialog").text("class", classOf(dialog_)).flag("ownedByLogonUi", isOwned));
  if (!isOwned) bench_.ledger.breach(Rule::dialogWrongParent, textOf(dialog_));
  for (const auto& line : lines_) obey(line);
  for (const DWORD began = GetTickCount(); IsWindow(dialog_) != FALSE && GetTickCount() - began < kCloseMs;) {
    Sleep(kStepMs);
  }
  if (IsWindow(dialog_) == FALSE) return;
  // Else the STA would stay in the provider's modal loop for good.
  bench_.ledger.fail("the dialog is still open at the end of its script");
  PostMessageW(dialog_, WM_CLOSE, 0, 0);
}

HWND DialogDriver::labelled(const std::string& label) const {
  for (const HWND one : visibleControls(dialog_)) {
    if (textOf(one) == label) return one;
  }
  return nullptr;
}

HWND DialogDriver::control(const std::string& name) const {
  const std::size_t digits = name.find_first_of("0123456789");
  if (digits == std::string::npos) return nullptr;
  const int number = std::atoi(name.c_str() + digits);
  if (digits == 0) return GetDlgItem(dialog_, number);
  int nth = 0;
  for (const HWND one : visibleControls(dialog_)) {
    if (isNamed(classOf(one), name.substr(0, digits)) && ++nth == number) return one;
  }
  return nullptr;
}

void DialogDriver::obey(const std::string& line) {
  Words words(line);
  const std::string command = words.word();
  if (command == "waitfor") return awaitText(words.rest());
  if (command == "dump") return bench_.ledger.say(describeWindow(dialog_));
  if (command == "wait") return Sleep(static_cast<DWORD>(words.number()));
  if (command == "advance") return clock_.advance(words.number());
  if (command == "gone") return awaitEnd();
  if (command == "shot") return take(words.word());
  if (command == "close") {
    PostMessageW(dialog_, WM_CLOSE, 0, 0);
    return;
  }
  if (command == "press") return press(words.rest());
  const std::string name = words.word();
  if (command == "expect") return expect(name, words.word());
  const HWND target = control(name);
  if (target == nullptr) return bench_.ledger.fail("the dialog has no control " + name);
  if (command == "type") return typeInto(target, words.rest());
  if (command == "choose") return chooseItem(target, static_cast<int>(words.number()));
  bench_.ledger.fail("unknown dialog command: " + command);
}

void DialogDriver::awaitEnd() {
  for (const DWORD began = GetTickCount(); GetTickCount() - began < kTextMs; Sleep(kStepMs)) {
    if (IsWindow(dialog_) == FALSE) return;
  }
  bench_.ledger.fail("the dialog did not close by itself");
}

void DialogDriver::press(const std::string& name) {
  HWND target = control(name);
  if (target == nullptr) target = labelled(name);
  if (target == nullptr) return bench_.ledger.fail("the dialog has no button " + name);
  const int id = GetDlgCtrlID(target);
  PostMessageW(dialog_, WM_COMMAND, MAKEWPARAM(id, BN_CLICKED), reinterpret_cast<LPARAM>(target));
  Sleep(kStepMs);
}

void DialogDriver::awaitText(const std::string& text) {
  for (const DWORD began = GetTickCount(); GetTickCount() - began < kTextMs; Sleep(kStepMs)) {
    for (const HWND one : visibleControls(dialog_)) {
      if (textOf(one).find(text) != std::string::npos) return;
    }
  }
  bench_.ledger.fail("the dialog never said: " + text);
  bench_.ledger.say(describeWindow(dialog_));
}

void DialogDriver::typeInto(HWND control, const std::string& said) {
  std::string text;
  for (const DWORD began = GetTickCount(); !readAwaited(said, text); Sleep(kStepMs)) {
    if (GetTickCount() - began > kTextMs) return bench_.ledger.fail("type: nothing came to type");
  }
  PassingText keys(text);
  SendMessageW(control, WM_SETTEXT, 0, reinterpret_cast<LPARAM>(keys.prefix(keys.size())));
}

void DialogDriver::chooseItem(HWND control, int item) {
  SendMessageW(control, CB_SETCURSEL, static_cast<WPARAM>(item), 0);
  const int id = GetDlgCtrlID(control);
  SendMessageW(dialog_, WM_COMMAND, MAKEWPARAM(id, CBN_SELCHANGE), reinterpret_cast<LPARAM>(control));
}

void DialogDriver::expect(const std::string& name, const std::string& state) {
  const HWND target = control(name);
  const bool isShown = target != nullptr && IsWindowVisible(target) != FALSE;
  const bool isEnabled = isShown && IsWindowEnabled(target) != FALSE;
  const bool holds = state == "shown"      ? isShown
                     : state == "hidden"   ? !isShown
                     : state == "enabled"  ? isEnabled
                     : state == "disabled" ? isShown && !isEnabled
                     : state == "plain"    ? isShown && misfortunes::hasNoInputMethod(target)
                     : state == "empty"    ? isShown && textOf(target).empty()
                                           : false;
  if (!holds) bench_.ledger.fail("the dialog's " + name + " is not " + state);
}

void DialogDriver::take(const std::string& name) {
  // What was drawn last has to reach the screen first.
  Sleep(300);
  const std::wstring path = pictures_ + L"\\" + toWide(name) + L".png";
  // Wine holds the STA up while the screen is copied.
  bench_.watch.keepLocks();
  if (!savePicture(dialog_, path)) bench_.ledger.fail("no picture " + name);
  bench_.watch.letGoOfLocks();
  bench_.ledger.say(JsonLine("shot").text("name", name));
  bench_.ledger.say(describeWindow(dialog_));
}

}  // namespace latchkey::host
