#pragma once

#include <windows.h>

#include <string>

#include "provider/handles.h"

namespace latchkey {

/// Whether EnableLogging asks for it: our settings, our provider's key, or the key that administrators of Microsoft's
/// add-in know.
[[nodiscard]] bool isVerboseAsked();

/// `worker.log` in `folder`, five files of 1 MB. Takes the names of calls, numbers and results, and passes all of it
/// through the redactor. Silent where the folder is empty or the file can't be opened. Any thread.
class VerboseLog {
 public:
  static constexpr LONGLONG kMostBytes = 1024 * 1024;
  static constexpr int kFiles = 5;

  explicit VerboseLog(std::wstring folder) noexcept;

  void line(const std::string& text) noexcept;
  [[nodiscard]] bool isOpen() const noexcept { return static_cast<bool>(file_); }

 private:
  [[nodiscard]] std::wstring nameOf(int age) const;
  void open();
  void rotate();

  std::wstring folder_;
  SRWLOCK lock_ = SRWLOCK_INIT;
  Handle file_;
  LONGLONG size_ = 0;
};

}  // namespace latchkey
