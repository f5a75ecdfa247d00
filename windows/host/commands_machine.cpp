// What is true of the machine: its registry, its clock, and what was written into its event log.
#include <windows.h>

#include <wtsapi32.h>

#include "host/commands.h"
#include "host/misfortunes.h"

namespace latchkey::host {
namespace {

struct Place {
  std::string_view name;
  const wchar_t* key;
};
constexpr Place kPlaces[] = {
    {"settings", L"SOFTWARE\\Latchkey"},
    {"policy", L"SOFTWARE\\Policies\\Latchkey"},
    {"providers", L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Providers"},
    {"filters", L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Provider Filters"},
    {"classes", L"SOFTWARE\\Classes\\CLSID"},
    {"policies", L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System"},
    {"terminal", L"SYSTEM\\CurrentControlSet\\Control\\Terminal Server"},
    {"winlogon", L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon"},
};

/// `filters\{…}`: the place by its short name, and what is below it as it stands.
std::wstring keyNamed(Play& play, const std::string& word) {
  const std::size_t end = std::min(word.find('\\'), word.size());
  for (const auto& place : kPlaces) {
    if (place.name == word.substr(0, end)) return place.key + toWide(word.substr(end));
  }
  play.bench.ledger.fail("no such place in the registry: " + word);
  return L"SOFTWARE\\Latchkey.Unknown";
}

void stage(Play& play, Words& words) {
  const std::wstring key = keyNamed(play, words.word());
  if (words.isEmpty()) {
    if (!play.registry.makeKey(key)) play.bench.ledger.fail("reg: the key was not made");
    return;
  }
  const std::wstring name = toWide(words.word());
  const std::string kind = words.word();
  const bool isDone = kind == "text"     ? play.registry.setText(key, name, toWide(words.rest()))
                      : kind == "number" ? play.registry.setNumber(key, name, static_cast<DWORD>(words.number()))
                      : kind == "bytes"  ? play.registry.setBytes(key, name, static_cast<std::size_t>(words.number()))
                      : kind == "none"   ? play.registry.remove(key, name)
                                         : false;
  if (!isDone) play.bench.ledger.fail("reg: the registry refused");
}

void advance(Play& play, Words& words) {
  // What was said a moment ago is heard before the time passes: the double is another process, and may get its turn late.
  play.ui.pumpFor(500);
  play.clock.advance(words.number());
  // Whatever has become due is noticed at the next tick, not at this moment.
  play.ui.pumpFor(600);
}

void expectEvent(Play& play, Words& words) {
  const auto id = static_cast<int>(words.number());
  if (play.events.count(id) > 0) return;
  play.bench.ledger.fail("event " + std::to_string(id) + " was not written, but: " + play.events.ids());
}

void expectNoEvents(Play& play, Words&) {
  const std::string ids = play.events.ids();
  if (!ids.empty()) play.bench.ledger.fail("events were written: " + ids);
}

/// What Windows tells the windows of the session that asked for it; ours is the provider's.
void changeSession(Play& play, Words& words) {
  const std::string what = words.word();
  const WPARAM change = what == "lock"     ? WTS_SESSION_LOCK
                        : what == "remote" ? WTS_REMOTE_CONNECT
                                           : WTS_REMOTE_DISCONNECT;
  const HWND mailbox = FindWindowExW(HWND_MESSAGE, nullptr, L"LatchkeyMailbox", nullptr);
  if (mailbox == nullptr || !misfortunes::hearsSession(mailbox))
    return play.bench.ledger.fail("session: nobody listens");
  play.bench.call("session change", [&] { return SendMessageW(mailbox, WM_WTSSESSION_CHANGE, change, 0); });
  play.ui.pump();
}

void expectNoFile(Play& play, Words& words) {
  const std::wstring path = toWide(words.rest());
  if (GetFileAttributesW(path.c_str()) != INVALID_FILE_ATTRIBUTES) play.bench.ledger.fail("there is a file " + toUtf8(path));
}

constexpr NamedCommand kCommands[] = {
    {"reg", stage},
    {"advance", advance},
    {"session", changeSession},
    {"deaf", [](Play&, Words& words) { misfortunes::deafen(static_cast<long>(words.number())); }},
    {"starve", [](Play&, Words& words) { misfortunes::starve(static_cast<long>(words.number())); }},
    {"expect-event", expectEvent},
    {"expect-no-events", expectNoEvents},
    {"expect-no-file", expectNoFile},
    {"forget-events", [](Play& play, Words&) { play.events.clear(); }},
};

}  // namespace

CommandList machineCommands() noexcept { return listOf(kCommands); }

}  // namespace latchkey::host
