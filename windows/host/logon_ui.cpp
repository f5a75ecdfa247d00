#include "host/logon_ui.h"

#include "host/interface_check.h"

namespace latchkey::host {

bool LogonUi::begin() {
  provider_ = module_.create<ICredentialProvider>(bench_, clsid_, iid::kProvider);
  if (!provider_) {
    bench_.ledger.fail("no provider of class " + guidText(clsid_));
    return false;
  }
  if (startScenario()) {
    adviseAndEnumerate();
    return true;
  }
  bench_.ledger.say(JsonLine("refused").number("scenario", bench_.scenario));
  const ULONG left = provider_.reset();
  if (left > 0) bench_.ledger.breach(Rule::providerRefcount, std::to_string(left));
  return false;
}

bool LogonUi::startScenario() {
  const HRESULT said =
      bench_.call("SetUsageScenario", [&] { return provider_->SetUsageScenario(bench_.scenario, 0); });
  if (FAILED(said)) return false;
  if (bench_.scenario != CPUS_LOGON && bench_.scenario != CPUS_UNLOCK_WORKSTATION) {
    bench_.ledger.breach(Rule::scenarioAccepted, "scenario " + std::to_string(bench_.scenario));
  }
  isScenarioNew_ = true;
  checkProviderInterfaces(bench_, *provider_.get());
  ComPtr<ICredentialProviderSetUserArray> setter;
  if (bench_.hasV2() && SUCCEEDED(provider_->QueryInterface(iid::kSetUserArray, setter.putVoid()))) {
    bench_.call("SetUserArray", [&] { return setter->SetUserArray(&users_); });
  }
  return true;
}

void LogonUi::adviseAndEnumerate() {
  listEvents_.setAdvised(true);
  bench_.call("Provider::Advise", [&] { return provider_->Advise(&listEvents_, ListEvents::kContext); });
  enumerate();
}

void LogonUi::unadviseProvider() {
  bench_.call("Provider::UnAdvise", [&] { return provider_->UnAdvise(); });
  listEvents_.setAdvised(false);
  if (listEvents_.references() != 1) {
    bench_.ledger.breach(Rule::providerEventsNotReleased, std::to_string(listEvents_.references() - 1) + " left");
  }
}

void LogonUi::end() {
  if (!provider_) return;
  dropTiles();
  unadviseProvider();
  const ULONG left = bench_.call("Provider::Release", [&] { return provider_.reset(); });
  if (left > 0) bench_.ledger.breach(Rule::providerRefcount, std::to_string(left) + " left");
  if (users_.references() > 0) {
    bench_.ledger.breach(Rule::usersNotReleased, std::to_string(users_.references()) + " left");
    users_.forgetReferences();
  }
}

void LogonUi::drawCurtain() {
  dropTiles();
  unadviseProvider();
}

void LogonUi::liftCurtain() { adviseAndEnumerate(); }

void LogonUi::leave(Tile& tile) {
  if (!tile.isSelected) return;
  tile.isSelected = false;
  bench_.call("SetDeselected", [&] { return tile.credential->SetDeselected(); });
  checkSettled(bench_, tile);
  checkTyped(tile);
}

void LogonUi::checkTyped(Tile& tile) {
  for (const auto& field : tile.fields) {
    if (field.type != CPFT_PASSWORD_TEXT) continue;
    LPWSTR text = nullptr;
    bench_.call("GetStringValue", [&] { return tile.credential->GetStringValue(field.id, &text); });
    if (!bench_.take(text, "string value").empty()) {
      bench_.ledger.breach(Rule::secretKept, "field " + std::to_string(field.id));
    }
  }
  const int copies = isRefreshing_ ? 0 : bench_.secrets.copiesInMemory();
  if (copies > 0) bench_.ledger.breach(Rule::secretInMemory, std::to_string(copies) + " copies");
}

void LogonUi::dropTiles() {
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    Tile& tile = *tiles_[i];
    leave(tile);
    bench_.call("UnAdvise", [&] { return tile.credential->UnAdvise(); });
    tile.isAdvised = false;
    const LONG held = events_[i]->references() - 1;
    if (held != 0) bench_.ledger.breach(Rule::eventsNotReleased, std::to_string(held) + " left");
    checkSettled(bench_, tile);
    bench_.call("Release", [&] { return tile.credential.reset(); });
  }
  tiles_.clear();
  events_.clear();
}

Tile* LogonUi::current() noexcept { return currentIndex_ < tiles_.size() ? tiles_[currentIndex_] : nullptr; }

bool LogonUi::select(std::size_t index) {
  if (index >= tiles_.size()) return false;
  for (Tile* const tile : tiles_) {
    if (tile != tiles_[index]) leave(*tile);
  }
  currentIndex_ = index;
  Tile& tile = *tiles_[index];
  BOOL wantsLogon = FALSE;
  bench_.call("SetSelected", [&] { return tile.credential->SetSelected(&wantsLogon); });
  tile.isSelected = true;
  if (wantsLogon != FALSE) bench_.ledger.breach(Rule::autoLogonUninvited, "SetSelected asks for a logon");
  checkSettled(bench_, tile);
  touch();
  return true;
}

void LogonUi::deselect() {
  if (Tile* const tile = current()) leave(*tile);
}

}  // namespace latchkey::host
