#include "host/tile.h"

namespace latchkey::host {
namespace {

constexpr const char* kTypes[] = {"invalid", "large-text", "small-text", "link",  "edit",
                                  "password", "image",     "checkbox",   "combo", "submit"};
constexpr const char* kStates[] = {"hidden", "selected", "deselected", "both"};
constexpr const char* kInteractives[] = {"none", "readonly", "disabled", "focused"};

template <std::size_t size>
const char* pick(const char* const (&words)[size], int index) noexcept {
  return index >= 0 && static_cast<std::size_t>(index) < size ? words[index] : "unknown";
}

std::string describeField(const Field& field) {
  JsonLine json(wordFor(field.type));
  json.number("id", field.id).text("label", field.label).text("state", wordFor(field.state));
  json.text("interactive", wordFor(field.interactive));
  if (field.type == CPFT_PASSWORD_TEXT) {
    json.number("length", static_cast<long long>(field.text.size()));
  } else if (field.type == CPFT_COMBOBOX) {
    std::string items = "[";
    for (const auto& item : field.items) items += (items.size() > 1 ? "," : "") + quoted(item);
    json.number("selected", field.selected).raw("items", items + "]");
  } else if (field.type != CPFT_TILE_IMAGE) {
    json.text("text", field.text);
  }
  if (field.options != 0) json.number("options", field.options);
  return json.take();
}

}  // namespace

const char* wordFor(CREDENTIAL_PROVIDER_FIELD_TYPE type) noexcept { return pick(kTypes, type); }
const char* wordFor(CREDENTIAL_PROVIDER_FIELD_STATE state) noexcept { return pick(kStates, state); }
const char* wordFor(CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE interactive) noexcept {
  return pick(kInteractives, interactive);
}

void setText(Field& field, std::string_view text) {
  if (field.type == CPFT_PASSWORD_TEXT) {
    field.text.assign(text.size(), '*');
  } else {
    field.text = text;
  }
}

JsonLine describe(const Tile& tile) {
  std::string fields = "[";
  for (const auto& field : tile.fields) fields += (fields.size() > 1 ? "," : "") + describeField(field);
  JsonLine json("fields");
  json.text("sid", tile.sid).flag("selected", tile.isSelected).number("submitBy", tile.submitBy);
  json.raw("fields", fields + "]");
  return json;
}

void checkOptions(Bench& bench, const Field& field, int options) {
  const bool isPassword = field.type == CPFT_PASSWORD_TEXT;
  const std::string where = "field " + std::to_string(field.id) + ", " + wordFor(field.type);
  if ((options & CPCFO_NUMBERS_ONLY) != 0 && !isPassword) bench.ledger.breach(Rule::numbersOnlyType, where);
  if ((options & CPCFO_ENABLE_PASSWORD_REVEAL) != 0 && !isPassword) bench.ledger.breach(Rule::revealType, where);
  if ((options & CPCFO_ENABLE_TOUCH_KEYBOARD_AUTO_INVOKE) != 0 && !IsEqualGUID(field.kind, kind::kLogo)) {
    bench.ledger.breach(Rule::touchKeyboardType, where);
  }
}

void checkSettled(Bench& bench, Tile& tile) {
  if (tile.batchDepth > 0) {
    tile.batchDepth = 0;
    bench.ledger.breach(Rule::batchOpen, "the call has returned");
  }
  if (!tile.isTouched) return;
  tile.isTouched = false;
  int focused = 0;
  for (const auto& field : tile.fields) {
    const std::string where = "field " + std::to_string(field.id) + ", " + wordFor(field.type);
    if (field.interactive == CPFIS_READONLY) bench.ledger.breach(Rule::readonlyReserved, where);
    const bool isDisabled = field.interactive == CPFIS_DISABLED;
    if (isDisabled && !bench.knowsDisabled()) bench.ledger.breach(Rule::disabledBefore10, where);
    if (field.interactive != CPFIS_FOCUSED) continue;
    ++focused;
    if (!field.takesInput()) bench.ledger.breach(Rule::focusNotEditable, where);
    if (field.takesInput() && !field.isShown()) bench.ledger.breach(Rule::focusHidden, where);
  }
  if (focused > 1) bench.ledger.breach(Rule::twoFocused, std::to_string(focused) + " fields");
  for (const auto& field : tile.fields) {
    if (field.type != CPFT_SUBMIT_BUTTON || !field.isShown()) continue;
    if (tile.submitBy >= tile.fields.size() || tile.fields[tile.submitBy].type == CPFT_TILE_IMAGE) {
      bench.ledger.breach(Rule::submitByImage, "next to field " + std::to_string(tile.submitBy));
    } else if (!tile.fields[tile.submitBy].isShown()) {
      bench.ledger.breach(Rule::submitByHidden, "next to field " + std::to_string(tile.submitBy));
    }
  }
}

}  // namespace latchkey::host
