#include "enrolment_code.h"

#include <cwchar>

#include "access.h"

namespace latchkey {
namespace {

constexpr wchar_t kKey[] = L"SOFTWARE\\Latchkey\\Enrolment";
constexpr wchar_t kValue[] = L"Code";

}  // namespace

unsigned long storeEnrolmentCode(const wchar_t* code, const std::wstring& service) {
  const Access access(L"O:BAG:SYD:P(A;;KA;;;SY)(A;;KA;;;BA)(A;;KRKW;;;" + service + L")");
  if (!access) return GetLastError();
  SECURITY_ATTRIBUTES attributes = access.attributes();
  HKEY key = nullptr;
  LSTATUS error = RegCreateKeyExW(HKEY_LOCAL_MACHINE, kKey, 0, nullptr, 0, KEY_SET_VALUE | WRITE_DAC | WRITE_OWNER,
                                  &attributes, &key, nullptr);
  if (error != ERROR_SUCCESS) return static_cast<unsigned long>(error);
  // A key that was there keeps its access otherwise.
  error = RegSetKeySecurity(key, DACL_SECURITY_INFORMATION, attributes.lpSecurityDescriptor);
  const auto size = static_cast<DWORD>((std::wcslen(code) + 1) * sizeof(wchar_t));
  if (error == ERROR_SUCCESS)
    error = RegSetValueExW(key, kValue, 0, REG_SZ, reinterpret_cast<const BYTE*>(code), size);
  RegCloseKey(key);
  return static_cast<unsigned long>(error);
}

void forgetEnrolmentCode() noexcept { RegDeleteKeyW(HKEY_LOCAL_MACHINE, kKey); }

}  // namespace latchkey
