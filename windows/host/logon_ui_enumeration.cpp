#include "host/interface_check.h"
#include "host/logon_ui.h"

namespace latchkey::host {
namespace {

constexpr DWORD kMostFields = 10;
/// More than any provider has: a count that runs wild must not run the host out of memory.
constexpr DWORD kAbsurd = 100;

bool isKnownKind(const GUID& kind) noexcept {
  for (const GUID& known : {kind::kNone, kind::kUserName, kind::kPassword, kind::kLogo, kind::kLabel}) {
    if (IsEqualGUID(kind, known)) return true;
  }
  return false;
}

}  // namespace

Field LogonUi::readDescriptor(DWORD index, bool& isThere) {
  Field field;
  CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR* descriptor = nullptr;
  const HRESULT said =
      bench_.call("GetFieldDescriptorAt", [&] { return provider_->GetFieldDescriptorAt(index, &descriptor); });
  isThere = SUCCEEDED(said) && descriptor != nullptr;
  if (!isThere) {
    // Keeps its place, so that the fields behind it keep theirs.
    bench_.ledger.breach(Rule::noDescriptor, std::to_string(index));
    field.id = index;
    return field;
  }
  field.id = descriptor->dwFieldID;
  field.type = descriptor->cpft;
  field.kind = descriptor->guidFieldType;
  field.label = bench_.take(descriptor->pszLabel, "descriptor label");
  if (bench_.owns(descriptor, "descriptor")) CoTaskMemFree(descriptor);
  return field;
}

void LogonUi::readDescriptors() {
  DWORD count = 0;
  bench_.call("GetFieldDescriptorCount", [&] { return provider_->GetFieldDescriptorCount(&count); });
  if (!isScenarioNew_ && count != descriptors_.size()) {
    bench_.ledger.breach(Rule::fieldCountChanged, std::to_string(count));
  }
  if (count > kMostFields) bench_.ledger.breach(Rule::moreThanTenFields, std::to_string(count));
  std::vector<Field> fields;
  int images = 0;
  int submits = 0;
  for (DWORD index = 0; index < count && index < kAbsurd; ++index) {
    bool isThere = false;
    Field field = readDescriptor(index, isThere);
    const std::string where = "index " + std::to_string(index);
    if (field.id != index) bench_.ledger.breach(Rule::fieldIdOrder, where + ", id " + std::to_string(field.id));
    if (!isKnownKind(field.kind)) bench_.ledger.breach(Rule::fieldGuidUnknown, where + " " + guidText(field.kind));
    images += field.type == CPFT_TILE_IMAGE ? 1 : 0;
    submits += field.type == CPFT_SUBMIT_BUTTON ? 1 : 0;
    fields.push_back(std::move(field));
  }
  if (images > 1) bench_.ledger.breach(Rule::twoImages, std::to_string(images));
  if (submits != 1) bench_.ledger.breach(Rule::submitCount, std::to_string(submits));
  if (isScenarioNew_) checkPastTheEnd(bench_, *provider_.get(), count);
  isScenarioNew_ = false;
  descriptors_ = std::move(fields);
}

void LogonUi::addTile(DWORD index) {
  auto made = std::make_unique<Tile>();
  Tile& tile = *made;
  const HRESULT said =
      bench_.call("GetCredentialAt", [&] { return provider_->GetCredentialAt(index, tile.credential.put()); });
  if (FAILED(said) || !tile.credential) {
    bench_.ledger.breach(Rule::nullCredential, std::to_string(index));
    return;
  }
  tile.fields = descriptors_;
  kept_.push_back(std::move(made));
  keptEvents_.push_back(std::make_unique<TileEvents>(bench_, tile));
  tiles_.push_back(&tile);
  events_.push_back(keptEvents_.back().get());
  tile.isAdvised = true;
  tile.isInAdvise = true;
  bench_.call("Advise", [&] { return tile.credential->Advise(events_.back()); });
  tile.isInAdvise = false;
  checkCredentialInterfaces(bench_, *tile.credential.get());
  pullIdentity(bench_, users_, tile);
  pullFields(bench_, tile);
  checkPastTheEnd(bench_, *tile.credential.get(), static_cast<DWORD>(tile.fields.size()));
}

void LogonUi::readCredentials() {
  DWORD count = 0;
  DWORD preferred = CREDENTIAL_PROVIDER_NO_DEFAULT;
  BOOL wantsLogon = FALSE;
  bench_.call("GetCredentialCount", [&] { return provider_->GetCredentialCount(&count, &preferred, &wantsLogon); });
  if (preferred != CREDENTIAL_PROVIDER_NO_DEFAULT && preferred >= count) {
    bench_.ledger.breach(Rule::defaultRange, std::to_string(preferred) + " of " + std::to_string(count));
  }
  if (wantsLogon != FALSE) bench_.ledger.breach(Rule::autoLogonUninvited, "GetCredentialCount asks for a logon");
  for (DWORD index = 0; index < count && index < kAbsurd; ++index) addTile(index);
}

void LogonUi::enumerate() {
  readDescriptors();
  readCredentials();
}

void LogonUi::enumerateAgain() {
  bool wasSelected = false;
  if (const Tile* const tile = current()) wasSelected = tile->isSelected;
  dropTiles();
  enumerate();
  Tile* const tile = current();
  if (!wasSelected || tile == nullptr) return;
  select(currentIndex_);
  pullFields(bench_, *tile);
}

}  // namespace latchkey::host
