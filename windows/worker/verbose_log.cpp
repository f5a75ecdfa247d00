#include "worker/verbose_log.h"

#include <utility>

#include "flow/redact.h"
#include "provider/clsid.h"
#include "provider/registry.h"
#include "worker/access.h"

namespace latchkey {

bool isVerboseAsked() {
  for (const wchar_t* const provider : {kProviderKey, kMicrosoftAddInKey}) {
    const std::wstring key = std::wstring(path::kProviders) + L'\\' + provider;
    if (RegistryKey::open(key).number(L"EnableLogging").value_or(0) == 1) return true;
  }
  return readConfiguration().enableLogging;
}

VerboseLog::VerboseLog(std::wstring folder) noexcept : folder_(std::move(folder)) {
  try {
    if (!folder_.empty()) open();
  } catch (...) {
    file_ = Handle();
  }
}

std::wstring VerboseLog::nameOf(int age) const {
  return folder_ + L"\\worker" + (age == 0 ? std::wstring() : L"." + std::to_wstring(age)) + L".log";
}

void VerboseLog::open() {
  const Access access(logAccess());
  SECURITY_ATTRIBUTES attributes = access.attributes();
  file_ = Handle(CreateFileW(nameOf(0).c_str(), FILE_APPEND_DATA | FILE_READ_ATTRIBUTES, FILE_SHARE_READ,
                             access ? &attributes : nullptr, OPEN_ALWAYS, FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
  BY_HANDLE_FILE_INFORMATION facts = {};
  const bool isPlain = file_ && GetFileInformationByHandle(file_.get(), &facts) &&
                       (facts.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0;
  if (!isPlain) file_ = Handle();
  size_ = static_cast<LONGLONG>(facts.nFileSizeHigh) << 32 | facts.nFileSizeLow;
}

void VerboseLog::rotate() {
  file_ = Handle();
  for (int age = kFiles - 1; age > 0; --age)
    MoveFileExW(nameOf(age - 1).c_str(), nameOf(age).c_str(), MOVEFILE_REPLACE_EXISTING);
  open();
}

void VerboseLog::line(const std::string& text) noexcept try {
  const Locked locked(lock_);
  if (!file_) return;
  SYSTEMTIME now = {};
  GetSystemTime(&now);
  char start[64];
  wsprintfA(start, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ ", now.wYear, now.wMonth, now.wDay, now.wHour, now.wMinute,
            now.wSecond, now.wMilliseconds);
  const std::string whole = start + redact(text) + "\r\n";
  if (size_ + static_cast<LONGLONG>(whole.size()) > kMostBytes) rotate();
  DWORD written = 0;
  if (file_ && WriteFile(file_.get(), whole.data(), static_cast<DWORD>(whole.size()), &written, nullptr))
    size_ += written;
} catch (...) {
  // A line less in a log.
}

}  // namespace latchkey
