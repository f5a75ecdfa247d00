// What the Windows Installer calls, deferred and as SYSTEM. Each gets its data as the property CustomActionData, so
// that nothing stands on a command line; fields are divided by a vertical bar, the last one may hold any.
#include <windows.h>

#include <msi.h>
#include <msiquery.h>

#include "enrolment_code.h"
#include "keeper_start.h"
#include "log_folders.h"
#include "machine_key.h"

namespace {

/// Holds the only copy of the data that this DLL makes, the enrolment code among it, and wipes it.
class Fields {
 public:
  explicit Fields(MSIHANDLE install) {
    DWORD length = 0;
    wchar_t nothing[1] = L"";
    if (MsiGetPropertyW(install, L"CustomActionData", nothing, &length) != ERROR_MORE_DATA) return;
    data_.resize(++length);
    if (MsiGetPropertyW(install, L"CustomActionData", &data_[0], &length) != ERROR_SUCCESS) length = 0;
    end_ = length;
    data_[end_] = L'\0';
    const std::size_t bar = data_.find(L'|');
    if (bar < end_) rest_ = bar + 1;
    if (rest_ != 0) data_[bar] = L'\0';
  }
  ~Fields() { SecureZeroMemory(&data_[0], data_.size() * sizeof(wchar_t)); }
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  /// Up to the bar, or everything where there is none.
  [[nodiscard]] std::wstring first() const { return data_.c_str(); }
  /// Behind the bar, in place.
  [[nodiscard]] const wchar_t* rest() const { return rest_ == 0 ? L"" : data_.c_str() + rest_; }

 private:
  std::wstring data_ = std::wstring(1, L'\0');
  std::size_t end_ = 0;
  std::size_t rest_ = 0;
};

}  // namespace

extern "C" UINT WINAPI MakeLogFolders(MSIHANDLE install) noexcept {
  const Fields fields(install);
  latchkey::makeLogFolders(fields.rest(), fields.first());
  return ERROR_SUCCESS;
}

extern "C" UINT WINAPI RemoveLogFolders(MSIHANDLE install) noexcept {
  latchkey::removeLogFolders(Fields(install).rest());
  return ERROR_SUCCESS;
}

extern "C" UINT WINAPI StoreEnrolmentCode(MSIHANDLE install) noexcept {
  const Fields fields(install);
  const unsigned long error = latchkey::storeEnrolmentCode(fields.rest(), fields.first());
  return error == ERROR_SUCCESS ? ERROR_SUCCESS : ERROR_INSTALL_FAILURE;
}

extern "C" UINT WINAPI ForgetEnrolmentCode(MSIHANDLE) noexcept {
  latchkey::forgetEnrolmentCode();
  return ERROR_SUCCESS;
}

extern "C" UINT WINAPI StartKeeper(MSIHANDLE) noexcept {
  latchkey::startKeeper();
  return ERROR_SUCCESS;
}

extern "C" UINT WINAPI ForgetMachineKey(MSIHANDLE) noexcept {
  latchkey::forgetMachineKey();
  return ERROR_SUCCESS;
}
