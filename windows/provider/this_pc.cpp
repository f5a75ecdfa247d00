#include "provider/this_pc.h"

#include <windows.h>

#include <dsgetdc.h>
#include <lm.h>
#include <ntsecapi.h>

#include "com/com.h"
#include "provider/test_environment.h"

namespace latchkey {
namespace {

std::u16string numberText(std::uint32_t number) {
  std::u16string text;
  do {
    text.insert(text.begin(), static_cast<char16_t>(u'0' + number % 10));
    number /= 10;
  } while (number > 0);
  return text;
}

std::u16string machineName() {
  wchar_t name[MAX_COMPUTERNAME_LENGTH + 1];
  DWORD length = MAX_COMPUTERNAME_LENGTH + 1;
  return GetComputerNameW(name, &length) ? std::u16string(units(name)) : std::u16string();
}

}  // namespace

WindowsVersion windowsVersion() noexcept {
  using RtlGetVersion = LONG(WINAPI*)(OSVERSIONINFOEXW*);
  OSVERSIONINFOEXW info = {};
  info.dwOSVersionInfoSize = sizeof info;
  const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
  // GetVersionEx tells a process without a manifest that every Windows since 8.1 is 8.
  const auto ask = reinterpret_cast<RtlGetVersion>(
      reinterpret_cast<void*>(ntdll == nullptr ? nullptr : GetProcAddress(ntdll, "RtlGetVersion")));
  if (ask != nullptr) ask(&info);
  WindowsVersion version{info.dwMajorVersion, info.dwMinorVersion, info.dwBuildNumber,
                         info.wProductType != VER_NT_WORKSTATION};
#ifdef LATCHKEY_HOST_TESTS
  const std::wstring build = testValue(L"LATCHKEY_TEST_BUILD");
  if (!build.empty()) version.build = static_cast<std::uint32_t>(wcstoul(build.c_str(), nullptr, 10));
#endif
  return version;
}

std::u16string osText(const WindowsVersion& version) {
  const std::u16string text =
      numberText(version.major) + u'.' + numberText(version.minor) + u'.' + numberText(version.build);
  return version.isServer ? text + u"-server" : text;
}

HostTraits traitsOf(const WindowsVersion& version) noexcept {
  HostTraits traits;
  traits.isV1 = version.major < 6 || (version.major == 6 && version.minor < 2);
  traits.knowsDisabled = version.major >= 10;
  return traits;
}

#ifdef LATCHKEY_HOST_TESTS

std::uint64_t pcNowMs() noexcept { return host::testTimeMs(); }

PcIdentity pcIdentity() {
  const std::wstring domain = testValue(L"LATCHKEY_DOMAIN");
  PcIdentity identity{machineName(), domain != L"none", std::u16string(units(domain.c_str()))};
  if (identity.isDomainMember && identity.domain.empty()) identity.domain = u"CORP";
  return identity;
}

DomainReach domainReach() noexcept try {
  if (!pcIdentity().isDomainMember) return DomainReach::notNeeded;
  return testValue(L"LATCHKEY_DC") == L"none" ? DomainReach::unreachable : DomainReach::reachable;
} catch (...) {
  return DomainReach::unreachable;
}

#else

std::uint64_t pcNowMs() noexcept { return GetTickCount64(); }

namespace {

std::u16string textOf(const LSA_UNICODE_STRING& text) {
  const auto* start = reinterpret_cast<const char16_t*>(text.Buffer);
  return start == nullptr ? std::u16string() : std::u16string(start, text.Length / 2);
}

}  // namespace

PcIdentity pcIdentity() {
  PcIdentity identity;
  identity.machine = machineName();
  LSA_OBJECT_ATTRIBUTES none = {};
  none.Length = sizeof none;
  LSA_HANDLE policy = nullptr;
  if (LsaOpenPolicy(nullptr, &none, POLICY_VIEW_LOCAL_INFORMATION, &policy) < 0) return identity;
  POLICY_DNS_DOMAIN_INFO* info = nullptr;
  if (LsaQueryInformationPolicy(policy, PolicyDnsDomainInformation, reinterpret_cast<void**>(&info)) >= 0 &&
      info != nullptr) {
    // A workgroup has a name too, but no SID.
    identity.isDomainMember = info->Sid != nullptr;
    if (identity.isDomainMember) identity.domain = textOf(info->Name);
    LsaFreeMemory(info);
  }
  LsaClose(policy);
  return identity;
}

DomainReach domainReach() noexcept try {
  if (!pcIdentity().isDomainMember) return DomainReach::notNeeded;
  DOMAIN_CONTROLLER_INFOW* found = nullptr;
  // Forced: the cache still names the controller of the office when the laptop is at home.
  const DWORD flags = DS_FORCE_REDISCOVERY | DS_RETURN_DNS_NAME;
  const DWORD error = DsGetDcNameW(nullptr, nullptr, nullptr, nullptr, flags, &found);
  if (found != nullptr) NetApiBufferFree(found);
  return error == ERROR_SUCCESS ? DomainReach::reachable : DomainReach::unreachable;
} catch (...) {
  return DomainReach::unreachable;
}

#endif

std::u16string threadLocale() {
#ifdef LATCHKEY_HOST_TESTS
  const std::wstring told = testValue(L"LATCHKEY_LANG");
  if (!told.empty()) return std::u16string(units(told.c_str()));
#endif
  wchar_t name[LOCALE_NAME_MAX_LENGTH];
  const LCID locale = MAKELCID(GetThreadUILanguage(), SORT_DEFAULT);
  return LCIDToLocaleName(locale, name, LOCALE_NAME_MAX_LENGTH, 0) > 0 ? std::u16string(units(name)) : u"en-US";
}

Language threadLanguage() { return languageOf(threadLocale()); }

std::uint32_t sessionId() noexcept {
  DWORD session = 0;
  ProcessIdToSessionId(GetCurrentProcessId(), &session);
  return session;
}

std::u16string localTimeText(std::uint32_t secondsFromNow) {
  FILETIME utc;
  GetSystemTimeAsFileTime(&utc);
  ULARGE_INTEGER at = {};
  at.LowPart = utc.dwLowDateTime;
  at.HighPart = utc.dwHighDateTime;
  at.QuadPart += secondsFromNow * guard::kSecond;
  utc = {at.LowPart, at.HighPart};
  SYSTEMTIME universal = {};
  SYSTEMTIME local = {};
  FileTimeToSystemTime(&utc, &universal);
  SystemTimeToTzSpecificLocalTime(nullptr, &universal, &local);
  wchar_t date[64] = L"";
  wchar_t time[64] = L"";
  GetDateFormatW(LOCALE_USER_DEFAULT, DATE_SHORTDATE, &local, nullptr, date, 64);
  GetTimeFormatW(LOCALE_USER_DEFAULT, TIME_NOSECONDS, &local, nullptr, time, 64);
  return std::u16string(units(date)) + u' ' + std::u16string(units(time));
}

}  // namespace latchkey
