#include <windows.h>

#include <cstdio>
#include <string>

#include <objbase.h>

#include "host/crash_report.h"
#include "host/play.h"
#include "host/windows_version.h"

// logonhost [--only-breach RULE] [--pictures FOLDER] SCRIPT | logonhost --rules
// Prints JSON lines; the last one is {"t":"end",…,"ok":…}. Exit code 0 where that says ok, 3 where not, 2 where
// there was nothing to play. Assert on the last line: under Wine a program that never ran also exits with 0.

namespace latchkey::host {
namespace {

constexpr int kUsage = 2;
constexpr int kNotOk = 3;

struct Arguments {
  std::wstring script;
  std::wstring pictures = L".";
  std::string onlyBreach;
  bool listsRules = false;
};

Arguments parse(int count, wchar_t** words) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::wstring word = words[i];
    if (word == L"--rules") {
      arguments.listsRules = true;
    } else if (word == L"--only-breach" && i + 1 < count) {
      arguments.onlyBreach = toUtf8(words[++i]);
    } else if (word == L"--pictures" && i + 1 < count) {
      arguments.pictures = words[++i];
    } else {
      arguments.script = word;
    }
  }
  return arguments;
}

int listRules() {
  for (std::size_t i = 0; i < kRules; ++i) {
    const auto rule = static_cast<Rule>(i);
    std::printf("%s\t%s\n", nameOf(rule), promiseOf(rule));
  }
  return 0;
}

bool isAsExpected(Play& play, const std::string& onlyBreach) {
  if (onlyBreach.empty()) return play.bench.ledger.failures() == 0 && play.bench.ledger.breaches() == 0;
  const auto rule = ruleNamed(onlyBreach);
  return rule && play.bench.ledger.failures() == 0 && play.bench.ledger.onlyBreached(*rule);
}

int finish(Play& play, const std::string& onlyBreach) {
  const bool isOk = isAsExpected(play, onlyBreach);
  JsonLine line("end");
  line.number("failed", play.bench.ledger.failures()).number("breaches", play.bench.ledger.breaches());
  line.raw("rules", play.bench.ledger.breachedRules()).text("slowest", play.bench.watch.slowestName());
  line.number("slowestMs", play.bench.watch.slowestMs()).flag("spy", play.bench.spy.isInstalled());
  play.bench.ledger.say(line.flag("ok", isOk));
  return isOk ? 0 : kNotOk;
}

int run(const Arguments& arguments) {
  Play play(arguments.pictures);
  if (!play.bench.spy.install()) play.bench.ledger.fail("CoTaskMem cannot be watched");
  if (!playFile(play, arguments.script)) play.bench.ledger.fail("no script " + toUtf8(arguments.script));
  if (play.mustRunAs) {
    const int code = runAgainAs(*play.mustRunAs);
    if (code != -1) return code;
    play.bench.ledger.fail("this is not the Windows that the script is for");
  }
  return finish(play, arguments.onlyBreach);
}

}  // namespace
}  // namespace latchkey::host

int wmain(int count, wchar_t** words) {
  const auto arguments = latchkey::host::parse(count, words);
  if (arguments.listsRules) return latchkey::host::listRules();
  if (arguments.script.empty()) return latchkey::host::kUsage;
  latchkey::host::reportCrashes();
  CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED);
  return latchkey::host::run(arguments);
}
