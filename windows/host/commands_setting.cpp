#include "host/commands.h"
#include "host/windows_version.h"

namespace latchkey::host {
namespace {

/// Windows 11 calls itself 10.0; only the build tells.
constexpr wchar_t kBuildOf11[] = L"22631";

void setOs(Play& play, Words& words) {
  const std::string name = words.word();
  play.bench.os = name == "8.1" ? 81 : std::atoi(name.c_str());
  SetEnvironmentVariableW(L"LATCHKEY_TEST_BUILD", name == "11" ? kBuildOf11 : nullptr);
  if (isRunningAs(play.bench.os)) return;
  play.mustRunAs = play.bench.os;
  play.isOver = true;
}

void addUser(Play& play, Words& words) {
  const std::wstring sid = toWide(words.word());
  const std::wstring qualified = toWide(words.word());
  std::string display = words.rest();
  const bool isLocal = display.rfind("local ", 0) == 0;
  if (isLocal) display = display.substr(6);
  play.users.add(std::make_unique<ListedUser>(sid, qualified, toWide(display), isLocal));
}

void setScenario(Play& play, Words& words) {
  const std::string name = words.word();
  play.bench.scenario = name == "unlock"   ? CPUS_UNLOCK_WORKSTATION
                        : name == "change" ? CPUS_CHANGE_PASSWORD
                        : name == "credui" ? CPUS_CREDUI
                        : name == "plap"   ? CPUS_PLAP
                                           : CPUS_LOGON;
}

void setClass(Play& play, Words& words) { play.ui.setClass(play.classNamed(words.word())); }

void setFilterClass(Play& play, Words& words) { play.filterClass = play.classNamed(words.word()); }

void load(Play& play, Words& words) {
  play.dll = toWide(words.rest());
  play.isOver = !play.ui.module().load(play.bench, play.dll);
}

/// What Wine lacks, for a DLL that must run there as it was released.
void loadBefore(Play& play, Words& words) {
  const std::wstring path = toWide(words.rest());
  if (LoadLibraryW(path.c_str()) == nullptr) play.bench.ledger.fail("before: no " + toUtf8(path));
}

void loadRegistered(Play& play, Words& words) {
  const GUID clsid = play.classNamed(words.word());
  play.ui.setClass(clsid);
  play.dll.clear();
  play.isOver = !play.ui.module().loadRegistered(play.bench, clsid);
}

void registerClass(Play& play, Words& words) {
  const GUID clsid = play.classNamed(words.word());
  if (!registerServer(clsid, toWide(words.rest()))) play.bench.ledger.fail("register: the registry refused");
}

void setEnvironment(Play&, Words& words) {
  const std::wstring name = toWide(words.word());
  const std::wstring value = toWide(words.rest());
  SetEnvironmentVariableW(name.c_str(), value.empty() ? nullptr : value.c_str());
}

void setNames(Play& play, Words& words) {
  play.names.clear();
  while (!words.isEmpty()) play.names.push_back(words.word());
}

constexpr NamedCommand kCommands[] = {
    {"os", setOs},
    {"user", addUser},
    {"no-users", [](Play& play, Words&) { play.users.clear(); }},
    {"joined", [](Play& play, Words& words) { play.bench.joined = words.word() != "no"; }},
    {"scenario", setScenario},
    {"pump", [](Play& play, Words& words) { play.bench.pumpsForeign = words.word() != "own-only"; }},
    {"verbose", [](Play& play, Words&) { play.bench.verbose = true; }},
    {"class", setClass},
    {"filter-class", setFilterClass},
    {"packs", [](Play& play, Words& words) { play.person.expectPackedBy(play.classNamed(words.word())); }},
    {"before", loadBefore},
    {"load", load},
    {"registered", loadRegistered},
    {"register", registerClass},
    {"env", setEnvironment},
    {"names", setNames},
};

}  // namespace

CommandList settingCommands() noexcept { return listOf(kCommands); }

}  // namespace latchkey::host
