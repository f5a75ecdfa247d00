// What the Windows Installer calls, deferred and as SYSTEM. Each gets its data as the property CustomActionData, so
// that nothing stands on a command line; fields are divided by a vertical bar, the last one may hold any.
#include <windows.h>

#include <msi.h>
#include <msiquery.h>

#include "enrolment_code.h"
#include "log_folders.h"
#include "machine_key.h"

namespace {

std::wstring dataOf(MSIHANDLE install) {
  DWORD length = 0;
  wchar_t nothing[1] = L"";
  if (MsiGetPropertyW(install, L"CustomActionData", nothing, &length) != ERROR_MORE_DATA) return {};
  std::wstring data(++length, L'\0');
  if (MsiGetPropertyW(install, L"CustomActionData", &data[0], &length) != ERROR_SUCCESS) return {};
  data.resize(length);
  return data;
}

struct Fields {
  std::wstring first;
  std::wstring rest;
};

Fields fieldsOf(MSIHANDLE install) {
  const std::wstring data = dataOf(install);
  const std::size_t bar = data.find(L'|');
  if (bar == std::wstring::npos) return {data, {}};
  return {data.substr(0, bar), data.substr(bar + 1)};
}

}  // namespace

extern "C" UINT WINAPI MakeLogFolders(MSIHANDLE install) noexcept {
  const Fields fields = fieldsOf(install);
  latchkey::makeLogFolders(fields.rest, fields.first);
  return ERROR_SUCCESS;
}

extern "C" UINT WINAPI RemoveLogFolders(MSIHANDLE install) noexcept {
  latchkey::removeLogFolders(fieldsOf(install).rest);
  return ERROR_SUCCESS;
}

extern "C" UINT WINAPI StoreEnrolmentCode(MSIHANDLE install) noexcept {
  Fields fields = fieldsOf(install);
  const unsigned long error = latchkey::storeEnrolmentCode(fields.rest, fields.first);
  SecureZeroMemory(&fields.rest[0], fields.rest.size() * sizeof(wchar_t));
  return error == ERROR_SUCCESS ? ERROR_SUCCESS : ERROR_INSTALL_FAILURE;
}

extern "C" UINT WINAPI ForgetEnrolmentCode(MSIHANDLE) noexcept {
  latchkey::forgetEnrolmentCode();
  return ERROR_SUCCESS;
}

extern "C" UINT WINAPI ForgetMachineKey(MSIHANDLE) noexcept {
  latchkey::forgetMachineKey();
  return ERROR_SUCCESS;
}
