#include "host/commands.h"

namespace latchkey::host {
namespace {

constexpr DWORD kWorkersMs = 3000;

void begin(Play& play) {
  play.wasRefused = !play.ui.begin();
  play.bench.ledger.say(JsonLine("tiles").number("count", static_cast<long long>(play.ui.tileCount())));
}

void enumerate(Play& play, Words&) { begin(play); }

/// The provider object goes and a new one comes, in the same process.
void restart(Play& play, Words&) {
  play.ui.end();
  begin(play);
}

/// The DLL goes too, as with a new LogonUI.exe.
void restartProcess(Play& play, Words&) {
  play.ui.end();
  play.ui.module().unload(play.bench);
  const bool isBack = play.dll.empty() ? play.ui.module().loadRegistered(play.bench, play.ui.providerClass())
                                       : play.ui.module().load(play.bench, play.dll);
  if (isBack) begin(play);
}

void unload(Play& play, Words&) {
  play.ui.end();
  play.ui.module().unload(play.bench);
}

void changed(Play& play, Words&) {
  play.ui.askAgain();
  play.ui.pump();
}

void startChild(Play& play, Words& words) {
  if (!play.children.start(toWide(words.rest()))) play.bench.ledger.fail("start: no such program");
}

/// Another LogonUI from start to end, as this one has no other past.
void playApart(Play& play, Words& words) {
  const std::wstring script = toWide(words.rest());
  if (!ChildProcesses::runToEnd(L"logonhost.exe " + script)) play.bench.ledger.fail("logonhost did not start");
}

void killWorker(Play& play, Words&) {
  const std::size_t killed = ChildProcesses::kill();
  play.bench.ledger.say(JsonLine("kill-worker").number("count", static_cast<long long>(killed)));
  if (killed == 0) play.bench.ledger.fail("there was no worker to kill");
}

void expectWorkers(Play& play, Words& words) {
  const auto wanted = static_cast<std::size_t>(words.number());
  if (play.ui.pumpUntil(kWorkersMs, [&] { return ChildProcesses::running() == wanted; })) return;
  play.bench.ledger.fail("workers: " + std::to_string(ChildProcesses::running()));
}

void runTheFilter(Play& play, Words& words) {
  play.filtered = Filtered();
  while (!words.isEmpty()) {
    std::string name = words.word();
    const bool isDenied = name.front() == '-';
    if (isDenied) name.erase(0, 1);
    play.filtered.add(play.classNamed(name), !isDenied);
  }
  runFilter(play.bench, play.ui.module(), play.filterClass, play.ui.providerClass(), play.filtered);
}

void passRemote(Play& play, Words&) {
  passRemoteLogon(play.bench, play.ui.module(), play.filterClass, play.ui.providerClass());
}

constexpr NamedCommand kCommands[] = {
    {"enumerate", enumerate},
    {"idle", restart},
    {"new-logonui", restartProcess},
    {"unload", unload},
    {"go-at-event", [](Play& play, Words&) { play.bench.atNextEvent = [&play] { play.ui.end(); }; }},
    {"release", [](Play& play, Words&) { play.ui.end(); }},
    {"curtain", [](Play& play, Words&) { play.ui.drawCurtain(); }},
    {"lift", [](Play& play, Words&) { play.ui.liftCurtain(); }},
    {"idle-after", [](Play& play, Words& words) { play.ui.setIdleAfter(static_cast<DWORD>(words.number())); }},
    {"changed", changed},
    {"wait", [](Play& play, Words& words) { play.ui.pumpFor(static_cast<DWORD>(words.number())); }},
    {"start", startChild},
    {"logonui", playApart},
    {"crash", [](Play&, Words&) { TerminateProcess(GetCurrentProcess(), 77); }},
    {"killworker", killWorker},
    {"workers", expectWorkers},
    {"filter", runTheFilter},
    {"remote", passRemote},
    {"mark", [](Play& play, Words&) { play.measure.mark(); }},
    {"measure", [](Play& play, Words& words) { play.measure.report(play.bench.ledger, words.rest()); }},
};

}  // namespace

CommandList lifeCommands() noexcept { return listOf(kCommands); }

}  // namespace latchkey::host
