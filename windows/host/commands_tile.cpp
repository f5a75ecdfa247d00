#include "host/awaited_text.h"
#include "host/commands.h"

namespace latchkey::host {
namespace {

void select(Play& play, Words& words) {
  if (!play.ui.select(static_cast<std::size_t>(words.number()))) play.bench.ledger.fail("select: no such tile");
}

void dumpFields(Play& play, Words&) {
  if (const Tile* const tile = play.ui.current()) return play.bench.ledger.say(describe(*tile));
  play.bench.ledger.fail("fields: no tile");
}

void refresh(Play& play, Words&) {
  if (Tile* const tile = play.ui.current()) return pullFields(play.bench, *tile);
  play.bench.ledger.fail("refresh: no tile");
}

constexpr DWORD kAwaitedMs = 20000;

void type(Play& play, Words& words) {
  const std::size_t field = play.fieldNamed(words.word());
  const std::string said = words.rest();
  std::string text;
  if (!play.ui.pumpUntil(kAwaitedMs, [&] { return readAwaited(said, text); })) {
    return play.bench.ledger.fail("type: nothing came to type");
  }
  play.person.type(field, text);
}

void choose(Play& play, Words& words) {
  const std::size_t field = play.fieldNamed(words.word());
  play.person.choose(field, static_cast<DWORD>(words.number()));
}

void click(Play& play, Words& words) {
  play.person.click(play.fieldNamed(words.word()));
  play.dialog.join();
}

void report(Play& play, Words& words) {
  play.person.report(static_cast<LONG>(std::strtoul(words.word().c_str(), nullptr, 16)));
}

bool shows(const Field* field, const std::string& text) {
  if (field == nullptr || field->state == CPFS_HIDDEN) return false;
  if (field->text.find(text) != std::string::npos) return true;
  for (const auto& item : field->items) {
    if (item.find(text) != std::string::npos) return true;
  }
  return false;
}

void waitFor(Play& play, Words& words) {
  const std::string name = words.word();
  const auto ms = static_cast<DWORD>(words.number());
  const std::string text = words.rest();
  const DWORD began = GetTickCount();
  const bool isSeen = play.ui.pumpUntil(ms, [&] {
    const Tile* const tile = play.ui.current();
    const std::size_t index = play.fieldNamed(name);
    return tile != nullptr && index < tile->fields.size() && shows(&tile->fields[index], text);
  });
  if (isSeen) {
    JsonLine line("seen");
    return play.bench.ledger.say(line.text("field", name).text("what", text).number("ms", GetTickCount() - began));
  }
  play.bench.ledger.fail("never saw '" + text + "' in " + name);
  if (const Tile* const tile = play.ui.current()) play.bench.ledger.say(describe(*tile));
}

constexpr NamedCommand kCommands[] = {
    {"select", select},
    {"deselect", [](Play& play, Words&) { play.ui.deselect(); }},
    {"fields", dumpFields},
    {"refresh", refresh},
    {"type", type},
    {"choose", choose},
    {"click", click},
    {"submit", [](Play& play, Words&) { play.person.submit(); }},
    {"report", report},
    {"waitfor", waitFor},
};

}  // namespace

CommandList tileCommands() noexcept { return listOf(kCommands); }

}  // namespace latchkey::host
