#include <windows.h>

#include <dsgetdc.h>
#include <lm.h>

#include <cwctype>

#include "provider/clsid.h"
#include "provider/handles.h"
#include "provider/registry.h"
#include "worker/log_folder.h"
#include "worker/selftest.h"
#include "worker/selftest_windows.h"
#include "worker/verbose_log.h"

namespace latchkey {
namespace {

std::string narrow(const std::wstring& text) {
  std::string ascii;
  for (const wchar_t unit : text) ascii.push_back(unit >= 0x20 && unit < 0x7F ? static_cast<char>(unit) : '?');
  return ascii;
}

std::wstring textOf(const std::wstring& key, const wchar_t* name) {
  const std::u16string text = RegistryKey::open(key).text(name);
  return std::wstring(text.begin(), text.end());
}

Finding findService() {
  const std::wstring key = std::wstring(L"SYSTEM\\CurrentControlSet\\Services\\") + kWorkerService;
  const RegistryKey service = RegistryKey::open(key);
  if (!service) return {Verdict::wrong, "service", "not installed: repair or install the package again"};
  if (service.number(L"Start").value_or(3) == 4) return {Verdict::wrong, "service", "disabled: set it to manual"};
  if (service.number(L"ServiceSidType").value_or(0) == 0)
    return {Verdict::wrong, "service", "has no SID of its own (ServiceSidType): repair the package"};
  const auto privileges = service.value(L"RequiredPrivileges");
  const auto* const list = privileges ? std::get_if<std::vector<std::u16string>>(&*privileges) : nullptr;
  if (list == nullptr || list->size() != 1 || list->front() != u"SeChangeNotifyPrivilege")
    return {Verdict::wrong, "service", "has more privileges than it should (RequiredPrivileges): repair the package"};
  const std::wstring account = textOf(key, L"ObjectName");
  const bool isKnown = account == L"NT AUTHORITY\\LocalService" || account == L"NT AUTHORITY\\NetworkService";
  if (!isKnown) return {Verdict::wrong, "service", "runs as " + narrow(account) + ": it will refuse to serve"};
  return {Verdict::good, "service", "runs on demand as " + narrow(account)};
}

Finding findRegistration() {
  const std::wstring ours = kProviderKey;
  const std::wstring dll = textOf(L"SOFTWARE\\Classes\\CLSID\\" + ours + L"\\InprocServer32", nullptr);
  if (dll.empty() || GetFileAttributesW(dll.c_str()) == INVALID_FILE_ATTRIBUTES)
    return {Verdict::wrong, "registration", "the add-in's DLL is not registered or not there: repair the package"};
  const RegistryKey provider = RegistryKey::open(std::wstring(path::kProviders) + L'\\' + ours);
  if (!provider) return {Verdict::wrong, "registration", "not among the credential providers: repair the package"};
  if (provider.number(L"Disabled").value_or(0) != 0)
    return {Verdict::wrong, "registration", "switched off by Disabled in its provider key"};
  return {Verdict::good, "registration", narrow(dll)};
}

void findForeigners(std::vector<Finding>& findings) {
  bool isAlone = true;
  for (const std::wstring& filter : RegistryKey::open(path::kFilters).subkeys()) {
    const bool isKnown = lstrcmpiW(filter.c_str(), kFilterKey) == 0 ||
                         lstrcmpiW(filter.c_str(), kInboxGenericFilterKey) == 0;
    if (isKnown) continue;
    isAlone = false;
    findings.push_back({Verdict::attention, "other vendors",
                        "filter " + narrow(filter) + " is registered: the mode Wrap stays off beside it"});
  }
  if (RegistryKey::open(std::wstring(path::kProviders) + L'\\' + kMicrosoftAddInKey)) {
    isAlone = false;
    findings.push_back({Verdict::attention, "other vendors",
                        "Microsoft's reset add-in is registered: Wrap stays off until it is removed"});
  }
  if (isAlone) findings.push_back({Verdict::good, "other vendors", "no foreign filter"});
}

void findPolicies(std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  std::wstring excluded = textOf(path::kPolicySystem, L"ExcludedCredentialProviders");
  for (wchar_t& unit : excluded) unit = static_cast<wchar_t>(std::towupper(unit));
  if (excluded.find(kProviderKey) != std::wstring::npos)
    findings.push_back({Verdict::wrong, "policies", "ExcludedCredentialProviders names the add-in"});
  if (RegistryKey::open(path::kProviders).number(L"ProhibitFallbacks").value_or(0) != 0)
    findings.push_back({Verdict::attention, "policies", "ProhibitFallbacks takes away the way in by safe mode"});
  if (textOf(path::kWinlogon, L"AutoAdminLogon") == L"1")
    findings.push_back({Verdict::attention, "policies", "AutoAdminLogon is on: Wrap stays off"});
  if (RegistryKey::open(path::kPolicySystem).number(L"DontDisplayLastUserName").value_or(0) != 0)
    findings.push_back({Verdict::attention, "policies", "names are hidden: the link is under \"Other user\" only"});
  if (findings.size() == before) findings.push_back({Verdict::good, "policies", "none that gets in the way"});
}

Finding findDomain() {
  LPWSTR name = nullptr;
  NETSETUP_JOIN_STATUS joined = NetSetupUnknownStatus;
  if (NetGetJoinInformation(nullptr, &name, &joined) == NERR_Success && name != nullptr) NetApiBufferFree(name);
  if (joined != NetSetupDomainName) return {Verdict::good, "domain", "this PC is in no domain"};
  PDOMAIN_CONTROLLER_INFOW controller = nullptr;
  const DWORD error = DsGetDcNameW(nullptr, nullptr, nullptr, nullptr, 0, &controller);
  if (error != ERROR_SUCCESS)
    return {Verdict::attention, "domain",
            "no controller answers: a new password works here only once one does; Windows error " +
                std::to_string(error)};
  const std::string found = narrow(controller->DomainControllerName);
  NetApiBufferFree(controller);
  return {Verdict::good, "domain", found};
}

Finding findLog() {
  if (!isVerboseAsked()) return {Verdict::good, "verbose log", "off"};
  if (readyLogFolder().empty())
    return {Verdict::wrong, "verbose log", "on, but its folder is missing or somebody else's: nothing is written"};
  return {Verdict::attention, "verbose log", "on: set EnableLogging to 0 when done"};
}

}  // namespace

std::vector<Finding> findingsOfPc() {
  std::vector<Finding> findings = findingsOfWindows();
  findings.push_back(findService());
  findings.push_back(findRegistration());
  findForeigners(findings);
  findPolicies(findings);
  findings.push_back(findDomain());
  findings.push_back(findLog());
  return findings;
}

}  // namespace latchkey
