#include "provider/tile_changes.h"

namespace latchkey {
namespace {

using Changes = std::vector<Change>;

void changeOptions(Changes& out, const Tile& before, const Tile& after) {
  if (before.options == after.options) {
    if (before.selected != after.selected && !after.options.empty())
      out.push_back({Call::selectOption, Field::choice, after.selected, {}});
    return;
  }
  for (std::size_t i = before.options.size(); i-- > 0;)
    out.push_back({Call::removeOption, Field::choice, static_cast<std::uint32_t>(i), {}});
  for (const std::u16string& option : after.options) out.push_back({Call::addOption, Field::choice, 0, option});
  if (!after.options.empty()) out.push_back({Call::selectOption, Field::choice, after.selected, {}});
}

template <typename Visit>
void eachField(Visit visit) {
  for (std::uint32_t i = 0; i < kFields; ++i) visit(static_cast<Field>(i));
}

void changeStrings(Changes& out, const Tile& before, const Tile& after) {
  eachField([&](Field field) {
    if (field == Field::image || field == Field::choice) return;
    if (isTypedInto(field)) {
      const bool wasShown = before.at(field).shown != Shown::hidden;
      if (before.wiped != after.wiped && wasShown) out.push_back({Call::setString, field, 0, {}});
    } else if (before.at(field).text != after.at(field).text) {
      out.push_back({Call::setString, field, 0, after.at(field).text});
    }
  });
}

void changeShown(Changes& out, const Tile& before, const Tile& after) {
  eachField([&](Field field) {
    if (before.at(field).shown == after.at(field).shown) return;
    out.push_back({Call::setShown, field, static_cast<std::uint32_t>(after.at(field).shown), {}});
  });
}

void changeInteractive(Changes& out, const Tile& before, const Tile& after, HostTraits host) {
  const auto push = [&out, &after](Field field) {
    out.push_back({Call::setInteractive, field, static_cast<std::uint32_t>(after.at(field).interactive), {}});
  };
  eachField([&](Field field) {
    const Interactive now = after.at(field).interactive;
    if (now == Interactive::focused || now == before.at(field).interactive) return;
    if (now == Interactive::disabled && !host.knowsDisabled) return;
    push(field);
  });
  eachField([&](Field field) {
    if (after.at(field).interactive != Interactive::focused) return;
    // A link that appeared must not pull the focus back while somebody types.
    const bool isNew = before.at(field).interactive != Interactive::focused || before.question != after.question;
    if (isNew) push(field);
  });
}

}  // namespace

std::vector<Change> changesBetween(const Tile& before, const Tile& after, HostTraits host) {
  Changes inside;
  changeOptions(inside, before, after);
  changeStrings(inside, before, after);
  changeShown(inside, before, after);
  if (before.submitBy != after.submitBy)
    inside.push_back({Call::setSubmitBy, Field::submit, static_cast<std::uint32_t>(after.submitBy), {}});
  if (!host.isV1 && before.numbersOnly != after.numbersOnly) {
    const int options = optionsOf(Field::secret, after.numbersOnly);
    inside.push_back({Call::setOptions, Field::secret, static_cast<std::uint32_t>(options), {}});
  }
  Changes all;
  if (!inside.empty()) {
    if (!host.isV1) all.push_back({Call::beginUpdates, Field::image, 0, {}});
    all.insert(all.end(), inside.begin(), inside.end());
    if (!host.isV1) all.push_back({Call::endUpdates, Field::image, 0, {}});
  }
  changeInteractive(all, before, after, host);
  return all;
}

}  // namespace latchkey
