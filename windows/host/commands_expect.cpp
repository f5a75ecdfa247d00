#include "host/commands.h"

namespace latchkey::host {
namespace {

bool holds(const Field& field, const std::string& state) {
  if (state == "hidden") return field.state == CPFS_HIDDEN;
  if (state == "shown") return field.state != CPFS_HIDDEN;
  if (state == "focused") return field.interactive == CPFIS_FOCUSED;
  if (state == "disabled") return field.interactive == CPFIS_DISABLED;
  if (state == "enabled") return field.state != CPFS_HIDDEN && field.interactive != CPFIS_DISABLED;
  if (state == "empty") return field.text.empty();
  return false;
}

void expectField(Play& play, Words& words) {
  const std::string name = words.word();
  const std::string state = words.word();
  const Field* const field = play.field(name);
  if (field == nullptr || holds(*field, state)) return;
  play.bench.ledger.fail("expected " + name + " " + state);
  play.bench.ledger.say(describe(*play.ui.current()));
}

void expectText(Play& play, Words& words) {
  const std::string name = words.word();
  const Field* const field = play.field(name);
  if (field == nullptr || field->text.find(words.rest()) != std::string::npos) return;
  play.bench.ledger.fail("expected '" + words.rest() + "' in " + name + ", not '" + field->text + "'");
}

void expectTiles(Play& play, Words& words) {
  const auto wanted = static_cast<std::size_t>(words.number());
  if (play.ui.tileCount() != wanted) play.bench.ledger.fail("tiles: " + std::to_string(play.ui.tileCount()));
}

void expectRefused(Play& play, Words&) {
  if (!play.wasRefused) play.bench.ledger.fail("the scenario was not refused");
}

void expectLogon(Play& play, Words& words) {
  if (!play.person.signedInWith(words.rest())) return play.bench.ledger.fail("Windows did not get this password");
  play.bench.ledger.say(JsonLine("logon").flag("ok", true));
}

void expectNoLogon(Play& play, Words&) {
  if (play.person.hasLogon()) play.bench.ledger.fail("Windows got a logon");
}

void expectSelected(Play& play, Words& words) {
  const bool wanted = words.word() != "no";
  const Tile* const tile = play.ui.current();
  if ((tile != nullptr && tile->isSelected) != wanted) play.bench.ledger.fail("the tile's selection is otherwise");
}

void expectFiltered(Play& play, Words& words) {
  const std::string name = words.word();
  const bool isAllowed = play.filtered.allows(play.classNamed(name));
  const bool wanted = words.word() != "hidden";
  if (isAllowed != wanted) play.bench.ledger.fail("the filter left " + name + (isAllowed ? " shown" : " hidden"));
}

/// The whole process is looked through, without a call of the provider's.
void expectSecrets(Play& play, Words& words) {
  const bool areKept = words.word() == "kept";
  const int copies = play.bench.secrets.copiesInMemory();
  play.bench.ledger.say(JsonLine("secrets").number("copies", copies));
  if ((copies > 0) != areKept)
    play.bench.ledger.fail(std::to_string(copies) + " copies of what was typed are in memory");
}

void expectBreach(Play& play, Words& words) {
  const std::string name = words.word();
  const auto rule = ruleNamed(name);
  if (!rule) return play.bench.ledger.fail("no such rule: " + name);
  const int count = play.bench.ledger.forgive(*rule);
  if (count == 0) return play.bench.ledger.fail("not detected: " + name);
  play.bench.ledger.say(JsonLine("detected").text("rule", name).number("count", count));
}

constexpr NamedCommand kCommands[] = {
    {"expect", expectField},          {"expect-text", expectText},         {"expect-tiles", expectTiles},
    {"expect-refused", expectRefused}, {"logon", expectLogon},              {"no-logon", expectNoLogon},
    {"expect-selected", expectSelected}, {"expect-filtered", expectFiltered}, {"expect-breach", expectBreach},
    {"expect-secrets", expectSecrets},
};

}  // namespace

CommandList expectCommands() noexcept { return listOf(kCommands); }

}  // namespace latchkey::host
