#pragma once

#include <windows.h>

#include <array>
#include <string>

#include "provider/event_journal.h"
#include "provider/person_flow.h"

namespace latchkey {

/// Wrap's view: the same picture in one plain dialog, owned by the window that LogonUI gave, which is the only
/// interface that Microsoft documents there. Standard controls and system colours only; nothing that could open
/// another window: no links, no help, no menus, no pictures (reference section 3.5). STA only.
class StepDialog final : public StepView {
 public:
  StepDialog(PersonFlow& flow, EventJournal& journal) noexcept : flow_(flow), journal_(journal) {}

  /// Runs until it is closed; LogonUI's messages and ours are pumped meanwhile. True where the person wants to sign
  /// in with the new password, which waits in the flow.
  [[nodiscard]] bool run(HWND owner, std::u16string_view knownName);

  /// The session or the tile was left: closes, and the worker's bounds start.
  void close() noexcept;
  void pictureChanged() noexcept override;

 private:
  enum Control : int { text = 100, choice = 101, label1 = 110, box1 = 111, label2 = 112, box2 = 113, link1 = 120,
                       link2 = 121, cancel = 122 };

  static INT_PTR CALLBACK procedure(HWND window, UINT message, WPARAM w, LPARAM l) noexcept;
  [[nodiscard]] INT_PTR handle(UINT message, WPARAM w);
  void begin();
  void end(INT_PTR result) noexcept;
  void command(int id, int code);
  void submit();
  void readBoxes();
  void wipeBoxes() noexcept;
  void watchIdle();
  void makeControls();
  void makeControl(const wchar_t* kind, DWORD style, Control id);

  void layOut();
  [[nodiscard]] int layText(int top);
  [[nodiscard]] int layChoice(int top);
  [[nodiscard]] int layInputs(int top);
  [[nodiscard]] int layLinks(int top);
  void layButtons();
  [[nodiscard]] int widthOf(const std::u16string& label) const noexcept;
  void show(int id, bool isShown, bool isUsable) noexcept;
  void place(int id, int x, int y, int width, int height) noexcept;
  void moveFocus() noexcept;
  [[nodiscard]] HWND control(int id) const noexcept { return GetDlgItem(window_, id); }

  PersonFlow& flow_;
  EventJournal& journal_;
  HWND window_ = nullptr;
  HWND owner_ = nullptr;
  HFONT font_ = nullptr;
  int unit_ = 16;
  std::u16string knownName_;
  Picture picture_;
  std::uint32_t question_ = 0xFFFFFFFF;
  std::uint32_t wiped_ = 0xFFFFFFFF;
  ULONGLONG lastInputAt_ = 0;
  bool isAboutToClose_ = false;
};

}  // namespace latchkey
