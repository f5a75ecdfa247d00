#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "host/bench.h"
#include "host/test_clock.h"

namespace latchkey::host {

/// Drives a dialog from a second thread, since the STA is inside the provider's modal loop meanwhile. The lines are
/// a script of their own: `waitfor TEXT`, `type CONTROL TEXT`, `choose CONTROL ITEM`, `press CONTROL`,
/// `expect CONTROL hidden|shown|enabled|disabled|empty|plain`, `shot NAME`, `dump`, `wait MS`, `advance MS`, `close`,
/// `gone`. A control is its id or the nth visible one of a class (`edit1`, `combobox1`), a button also what is
/// written on it.
class DialogDriver {
 public:
  DialogDriver(Bench& bench, TestClock& clock, std::wstring pictures)
      : bench_(bench), clock_(clock), pictures_(std::move(pictures)) {}
  ~DialogDriver() { join(); }
  DialogDriver(const DialogDriver&) = delete;
  DialogDriver& operator=(const DialogDriver&) = delete;

  void begin(std::vector<std::string> lines);
  /// Waits until the script has ended; STA, after the click that opened the dialog.
  void join();

 private:
  static DWORD WINAPI thread(void* self);
  void drive();
  [[nodiscard]] HWND awaitDialog() const;
  void obey(const std::string& line);
  void awaitEnd();
  void awaitText(const std::string& text);
  void typeInto(HWND control, const std::string& said);
  void chooseItem(HWND control, int item);
  void expect(const std::string& name, const std::string& state);
  void take(const std::string& name);
  void press(const std::string& name);
  [[nodiscard]] HWND control(const std::string& name) const;
  [[nodiscard]] HWND labelled(const std::string& label) const;

  Bench& bench_;
  TestClock& clock_;
  std::wstring pictures_;
  std::vector<std::string> lines_;
  Handle thread_;
  HWND dialog_ = nullptr;
  bool isWarm_ = false;
};

}  // namespace latchkey::host
