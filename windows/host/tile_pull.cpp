#include "host/tile.h"

namespace latchkey::host {
namespace {

void pullBitmap(Bench& bench, Tile& tile, DWORD id) {
  HBITMAP first = nullptr;
  HBITMAP second = nullptr;
  bench.call("GetBitmapValue", [&] { return tile.credential->GetBitmapValue(id, &first); });
  bench.call("GetBitmapValue", [&] { return tile.credential->GetBitmapValue(id, &second); });
  if (first != nullptr && first == second) bench.ledger.breach(Rule::bitmapReused, "the same handle twice");
  if (first != nullptr) DeleteObject(first);
  if (second != nullptr && second != first) DeleteObject(second);
}

void pullItems(Bench& bench, Tile& tile, Field& field) {
  DWORD count = 0;
  DWORD selected = 0;
  bench.call("GetComboBoxValueCount",
             [&] { return tile.credential->GetComboBoxValueCount(field.id, &count, &selected); });
  field.items.clear();
  field.selected = selected;
  for (DWORD item = 0; item < count; ++item) {
    LPWSTR text = nullptr;
    bench.call("GetComboBoxValueAt", [&] { return tile.credential->GetComboBoxValueAt(field.id, item, &text); });
    field.items.push_back(bench.take(text, "combo item"));
  }
  if (count > 0 && selected >= count) {
    bench.ledger.breach(Rule::comboRange, "item " + std::to_string(selected) + " of " + std::to_string(count));
  }
}

void pullString(Bench& bench, Tile& tile, Field& field) {
  LPWSTR text = nullptr;
  bench.call("GetStringValue", [&] { return tile.credential->GetStringValue(field.id, &text); });
  setText(field, bench.take(text, "string value"));
}

void pullCheckbox(Bench& bench, Tile& tile, Field& field) {
  BOOL isChecked = FALSE;
  LPWSTR label = nullptr;
  bench.call("GetCheckboxValue", [&] { return tile.credential->GetCheckboxValue(field.id, &isChecked, &label); });
  field.text = bench.take(label, "checkbox label");
}

void pullValue(Bench& bench, Tile& tile, Field& field) {
  switch (field.type) {
    case CPFT_TILE_IMAGE:
      return pullBitmap(bench, tile, field.id);
    case CPFT_COMBOBOX:
      return pullItems(bench, tile, field);
    case CPFT_CHECKBOX:
      return pullCheckbox(bench, tile, field);
    case CPFT_SUBMIT_BUTTON:
      bench.call("GetSubmitButtonValue",
                 [&] { return tile.credential->GetSubmitButtonValue(field.id, &tile.submitBy); });
      return pullString(bench, tile, field);
    default:
      return pullString(bench, tile, field);
  }
}

void pullSid(Bench& bench, const UserList& users, Tile& tile) {
  ComPtr<ICredentialProviderCredential2> second;
  const HRESULT has = bench.call(
      "QueryInterface", [&] { return tile.credential->QueryInterface(iid::kCredential2, second.putVoid()); });
  if (FAILED(has)) {
    bench.ledger.breach(Rule::v2Missing, "the credential has no GetUserSid");
    return;
  }
  LPWSTR sid = nullptr;
  const HRESULT said = bench.call("GetUserSid", [&] { return second->GetUserSid(&sid); });
  tile.isOtherUser = said == S_FALSE && sid == nullptr;
  tile.sid = bench.take(sid, "user SID");
  if (!tile.isOtherUser && !users.lists(toWide(tile.sid))) bench.ledger.breach(Rule::unknownSid, tile.sid);
  if (tile.isOtherUser && !bench.joined) bench.ledger.breach(Rule::otherUserUnjoined, "GetUserSid gave S_FALSE");
}

}  // namespace

void pullFields(Bench& bench, Tile& tile) {
  for (auto& field : tile.fields) {
    if (field.type == CPFT_INVALID) continue;
    bench.call("GetFieldState",
               [&] { return tile.credential->GetFieldState(field.id, &field.state, &field.interactive); });
    pullValue(bench, tile, field);
  }
  tile.isTouched = true;
  checkSettled(bench, tile);
}

void pullIdentity(Bench& bench, const UserList& users, Tile& tile) {
  if (!bench.hasV2()) return;
  pullSid(bench, users, tile);
  ComPtr<ICredentialProviderCredentialWithFieldOptions> options;
  if (FAILED(tile.credential->QueryInterface(iid::kWithFieldOptions, options.putVoid()))) return;
  for (auto& field : tile.fields) {
    auto flags = CPCFO_NONE;
    bench.call("GetFieldOptions", [&] { return options->GetFieldOptions(field.id, &flags); });
    checkOptions(bench, field, flags);
    field.options = flags;
  }
}

}  // namespace latchkey::host
