#include "host/person.h"

#include <algorithm>

namespace latchkey::host {

Field* Person::usable(std::size_t field, const char* doing) {
  Tile* const tile = ui_.current();
  if (tile == nullptr || field >= tile->fields.size()) {
    bench_.ledger.fail(std::string(doing) + ": no such field");
    return nullptr;
  }
  Field& found = tile->fields[field];
  if (found.isShown() && found.interactive != CPFIS_DISABLED) return &found;
  bench_.ledger.fail(std::string(doing) + ": field " + std::to_string(field) + " is hidden or disabled");
  return nullptr;
}

void Person::type(std::size_t field, std::string_view text) {
  Field* const target = usable(field, "type");
  if (target == nullptr) return;
  if (!target->holdsTyping()) return bench_.ledger.fail("type: the field takes no text");
  Tile& tile = *ui_.current();
  ui_.touch();
  {
    PassingText keys(text);
    if (target->type == CPFT_PASSWORD_TEXT) bench_.secrets.remember(keys.whole());
    for (std::size_t count = keys.size() > 0 ? 1 : 0; count <= keys.size(); ++count) {
      const HRESULT said = bench_.call(
          "SetStringValue", [&] { return tile.credential->SetStringValue(target->id, keys.prefix(count)); });
      if (FAILED(said)) bench_.ledger.fail("type: the provider refused a key press");
    }
  }
  setText(*target, text);
  checkSettled(bench_, tile);
}

void Person::choose(std::size_t field, DWORD item) {
  Field* const target = usable(field, "choose");
  if (target == nullptr) return;
  if (target->type != CPFT_COMBOBOX || item >= target->items.size())
    return bench_.ledger.fail("choose: no such item");
  Tile& tile = *ui_.current();
  ui_.touch();
  bench_.call("SetComboBoxSelectedValue",
              [&] { return tile.credential->SetComboBoxSelectedValue(target->id, item); });
  target->selected = item;
  checkSettled(bench_, tile);
}

void Person::click(std::size_t field) {
  Field* const target = usable(field, "click");
  if (target == nullptr) return;
  if (target->type != CPFT_COMMAND_LINK) return bench_.ledger.fail("click: the field is no link");
  Tile& tile = *ui_.current();
  ui_.touch();
  bench_.call("CommandLinkClicked", [&] { return tile.credential->CommandLinkClicked(target->id); });
  checkSettled(bench_, tile);
}

void Person::submit() {
  Tile* const tile = ui_.current();
  if (tile == nullptr) return bench_.ledger.fail("submit: no tile");
  ui_.touch();
  for (const auto& field : tile->fields) {
    if (field.type != CPFT_SUBMIT_BUTTON || field.interactive != CPFIS_DISABLED) continue;
    bench_.ledger.say(JsonLine("submit").flag("ignored", true));
    return;
  }
  auto response = CPGSR_NO_CREDENTIAL_FINISHED;
  CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION packed = {};
  LPWSTR status = nullptr;
  auto icon = CPSI_NONE;
  const HRESULT said = bench_.call("GetSerialization", [&] {
    return tile->credential->GetSerialization(&response, &packed, &status, &icon);
  });
  checkSettled(bench_, *tile);
  JsonLine line("submit");
  line.number("hr", said).number("response", response).text("status", bench_.take(status, "status text"));
  if (SUCCEEDED(said) && response == CPGSR_RETURN_CREDENTIAL_FINISHED) {
    last_ = unpackLogon(bench_, packed, hasPackedBy_ ? packedBy_ : ui_.providerClass());
    hasLogon_ = true;
    line.text("domain", last_.domain).text("user", last_.user).number("messageType", last_.messageType);
    line.number("passwordLength", static_cast<long long>(last_.maskedPassword.size()));
  } else if (packed.rgbSerialization != nullptr) {
    bench_.ledger.breach(Rule::serializationLeak, "response " + std::to_string(response));
    SecureZeroMemory(packed.rgbSerialization, packed.cbSerialization);
    if (bench_.owns(packed.rgbSerialization, "serialization")) CoTaskMemFree(packed.rgbSerialization);
  }
  bench_.ledger.say(line);
}

bool Person::signedInWith(std::string_view password) const {
  PassingText wanted(password);
  std::wstring_view text = wanted.whole();
  const std::vector<wchar_t> masked = mask(text);
  if (!hasLogon_ || last_.maskedPassword.size() < masked.size()) return false;
  // A protected password is packed with its terminating NUL, a plain one without.
  if (last_.maskedPassword.size() > masked.size() + 1) return false;
  return std::equal(masked.begin(), masked.end(), last_.maskedPassword.begin());
}

void Person::report(LONG status) {
  Tile* const tile = ui_.current();
  if (tile == nullptr) return bench_.ledger.fail("report: no tile");
  LPWSTR text = nullptr;
  auto icon = CPSI_NONE;
  bench_.call("ReportResult", [&] { return tile->credential->ReportResult(status, 0, &text, &icon); });
  checkSettled(bench_, *tile);
  bench_.ledger.say(JsonLine("report").text("status", bench_.take(text, "report text")).number("icon", icon));
}

}  // namespace latchkey::host
