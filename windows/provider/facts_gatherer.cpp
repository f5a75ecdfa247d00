// The thin side of the rules in pc_facts and crash_guard: it reads, they decide.
#include <windows.h>

#include <cstring>

#include "com/com.h"
#include "provider/clsid.h"
#include "provider/registry.h"
#include "provider/test_environment.h"
#include "provider/this_pc.h"

#ifndef LATCHKEY_VERSION
#define LATCHKEY_VERSION "0.0.0"
#endif

namespace latchkey {
namespace {

std::wstring upper(std::wstring text) {
  CharUpperBuffW(&text[0], static_cast<DWORD>(text.size()));
  return text;
}

std::wstring under(const wchar_t* parent, const wchar_t* child) { return std::wstring(parent) + L'\\' + child; }

std::wstring keyOf(const GUID& clsid) {
  wchar_t text[40] = L"";
  StringFromGUID2(clsid, text, 40);
  return upper(text);
}

/// The policy names providers, separated by commas; our filter would survive it, which is the classic way for a
/// wrapper to lock everybody out.
bool isExcluded(const std::wstring& clsid) {
  const auto value = RegistryKey::open(path::kPolicySystem).value(L"ExcludedCredentialProviders");
  if (!value) return false;
  // Who knows whether Windows makes more of it than we do.
  if (!std::holds_alternative<std::u16string>(*value)) return true;
  const std::u16string& list = std::get<std::u16string>(*value);
  return upper(std::wstring(reinterpret_cast<const wchar_t*>(list.data()), list.size())).find(clsid) !=
         std::wstring::npos;
}

bool isSwitchedOff(const std::wstring& clsid) {
  const auto disabled = RegistryKey::open(under(path::kProviders, clsid.c_str())).number(L"Disabled");
  return disabled.value_or(0) != 0 || isExcluded(clsid);
}

bool hasForeignFilter() {
  for (const std::wstring& filter : RegistryKey::open(path::kFilters).subkeys()) {
    const std::wstring clsid = upper(filter);
    if (clsid != kFilterKey && clsid != kInboxGenericFilterKey) return true;
  }
  return false;
}

/// Its key alone proves nothing: an administrator may have made it to switch logging on, as the article says.
bool hasMicrosoftAddIn() {
  const std::wstring server = L"SOFTWARE\\Classes\\CLSID\\" + std::wstring(kMicrosoftAddInKey) + L"\\InprocServer32";
  return static_cast<bool>(RegistryKey::open(under(path::kProviders, kMicrosoftAddInKey))) &&
         static_cast<bool>(RegistryKey::open(server));
}

std::uint64_t now() noexcept {
  FILETIME utc;
  GetSystemTimeAsFileTime(&utc);
  return static_cast<std::uint64_t>(utc.dwHighDateTime) << 32 | utc.dwLowDateTime;
}

GuardNow guardNow() { return {now(), now() - GetTickCount64() * 10'000, GetCurrentProcessId(), LATCHKEY_VERSION}; }

// One value, so that a crash in between can't leave half a record.
struct StoredGuard {
  std::uint32_t starts;
  std::uint32_t process;
  std::uint64_t since;
  std::uint64_t trippedAt;
  std::uint64_t writtenAt;
  char version[32];
};
constexpr wchar_t kGuardValue[] = L"Starts";

GuardRecord readGuard() {
  GuardRecord record;
  const auto bytes = RegistryKey::open(path::kState).bytes(kGuardValue);
  if (!bytes || bytes->size() != sizeof(StoredGuard)) return record;
  StoredGuard stored = {};
  std::memcpy(&stored, bytes->data(), sizeof stored);
  stored.version[sizeof stored.version - 1] = '\0';
  record.starts = stored.starts;
  record.process = stored.process;
  record.since = stored.since;
  record.trippedAt = stored.trippedAt;
  record.writtenAt = stored.writtenAt;
  record.version = stored.version;
  return record;
}

void writeGuard(const GuardRecord& record) {
  StoredGuard stored = {};
  stored.starts = record.starts;
  stored.process = record.process;
  stored.since = record.since;
  stored.trippedAt = record.trippedAt;
  stored.writtenAt = record.writtenAt;
  record.version.copy(stored.version, sizeof stored.version - 1);
  RegistryKey::create(path::kState).setBytes(kGuardValue, &stored, sizeof stored);
}

}  // namespace

PcFacts gatherFacts(const Configuration& configuration, const WindowsVersion& version) {
  PcFacts facts;
  facts.enabled = configuration.enabled;
  facts.configured = configuration.isUsable();
  facts.mode = resolvedMode(configuration.uiMode, version.major);
  facts.switchedOff = isSwitchedOff(kProviderKey);
  facts.inboxSwitchedOff = isSwitchedOff(keyOf(traitsOf(version).isV1 ? kInboxV1 : kInboxV2));
  facts.foreignFilter = hasForeignFilter();
  facts.microsoftAddIn = hasMicrosoftAddIn();
  facts.autoAdminLogon = RegistryKey::open(path::kWinlogon).text(L"AutoAdminLogon") == u"1";
  facts.safeMode = GetSystemMetrics(SM_CLEANBOOT) != 0;
  facts.remoteSession = isRemoteSession();
  facts.remoteAllowed = configuration.allowRemote;
  facts.guardClear = GuardStore::isClear();
#ifdef LATCHKEY_HOST_TESTS
  const std::wstring mode = testValue(L"LATCHKEY_MODE");
  if (!mode.empty()) facts.mode = mode == L"wrap" ? UiMode::wrap : UiMode::tile;
  if (testValue(L"LATCHKEY_SAFE_MODE") == L"1") facts.safeMode = true;
#endif
  return facts;
}

bool isRemoteSession() {
#ifdef LATCHKEY_HOST_TESTS
  if (testValue(L"LATCHKEY_REMOTE") == L"1") return true;
#endif
  if (GetSystemMetrics(SM_REMOTESESSION) != 0) return true;
  // RemoteFX answers the metric as the console does; what Windows calls the glass is the session on the PC's screen.
  const auto glass = RegistryKey::open(path::kTerminalServer).number(L"GlassSessionId");
  return glass && *glass != sessionId();
}

bool areFallbacksProhibited() {
  return RegistryKey::open(path::kProviders).number(L"ProhibitFallbacks").value_or(0) != 0;
}

bool GuardStore::isClear() { return !isTripped(readGuard(), guardNow()); }
void GuardStore::noteStart() { writeGuard(afterStart(readGuard(), guardNow())); }
void GuardStore::noteSettled() { writeGuard(afterSettling(readGuard(), guardNow())); }

}  // namespace latchkey
