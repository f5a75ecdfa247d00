#include "worker/selftest_windows.h"

#include <windows.h>

#include <cstring>
#include <string>

#include "provider/registry.h"
#include "worker/windows_version.h"

namespace latchkey {
namespace {

constexpr wchar_t kTls12[] =
    L"SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Client";
constexpr wchar_t kPackages[] = L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages";
constexpr wchar_t kSha2Update[] = L"Package_for_KB4474419";

bool hasPackage(const wchar_t* start) noexcept {
  HKEY key = nullptr;
  if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, kPackages, 0, KEY_READ, &key) != ERROR_SUCCESS) return false;
  wchar_t name[256];
  DWORD length = 256;
  bool isThere = false;
  for (DWORD i = 0; !isThere && RegEnumKeyExW(key, i, name, &length, nullptr, nullptr, nullptr, nullptr) == ERROR_SUCCESS;
       ++i) {
    isThere = std::wcsncmp(name, start, std::wcslen(start)) == 0;
    length = 256;
  }
  RegCloseKey(key);
  return isThere;
}

Finding findTls() {
  const RegistryKey key = RegistryKey::open(kTls12);
  if (key.number(L"Enabled").value_or(1) == 0)
    return {Verdict::wrong, "TLS 1.2", "switched off in SCHANNEL: set Enabled to 1 under TLS 1.2\\Client"};
  return {Verdict::good, "TLS 1.2", "not switched off"};
}

}  // namespace

std::vector<Finding> findingsOfWindows() {
  const OSVERSIONINFOEXW version = runningWindows();
  const std::string text = std::to_string(version.dwMajorVersion) + "." + std::to_string(version.dwMinorVersion) + "." +
                           std::to_string(version.dwBuildNumber);
  const bool isSeven = version.dwMajorVersion == 6 && version.dwMinorVersion == 1;
  const bool isOlder = version.dwMajorVersion < 6 || (version.dwMajorVersion == 6 && version.dwMinorVersion < 1);
  std::vector<Finding> findings;
  if (isOlder || (isSeven && version.wServicePackMajor < 1))
    findings.push_back({Verdict::wrong, "Windows", text + ": Windows 7 with Service Pack 1 or newer is needed"});
  else
    findings.push_back({Verdict::good, "Windows", text});
  if (isSeven && !hasPackage(kSha2Update))
    findings.push_back({Verdict::attention, "SHA-2 signatures",
                        "KB4474419 was not found: install it or a later rollup, else signatures are not accepted"});
  findings.push_back(findTls());
  return findings;
}

}  // namespace latchkey
