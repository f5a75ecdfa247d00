#include "host/credential_events.h"

namespace latchkey::host {
namespace {

constexpr unsigned bit(CREDENTIAL_PROVIDER_FIELD_TYPE type) noexcept { return 1u << static_cast<unsigned>(type); }

constexpr unsigned kAny = ~0u;
constexpr unsigned kWithString = bit(CPFT_LARGE_TEXT) | bit(CPFT_SMALL_TEXT) | bit(CPFT_COMMAND_LINK) |
                                 bit(CPFT_EDIT_TEXT) | bit(CPFT_PASSWORD_TEXT) | bit(CPFT_SUBMIT_BUTTON);

std::string shown(const Tile& tile, DWORD id, LPCWSTR text) {
  const bool isSecret = id < tile.fields.size() && tile.fields[id].holdsTyping();
  if (!isSecret) return toUtf8(text != nullptr ? text : L"");
  return std::to_string(text != nullptr ? wcslen(text) : 0) + " characters";
}

}  // namespace

HRESULT TileEvents::QueryInterface(REFIID iid, void** object) {
  *object = nullptr;
  const bool isSecond = iid == iid::kEvents2 && bench_.hasV2();
  if (iid != iid::kUnknown && iid != iid::kEvents && !isSecond) return E_NOINTERFACE;
  *object = this;
  AddRef();
  return S_OK;
}

bool TileEvents::mayCall(const char* event) {
  if (GetCurrentThreadId() != bench_.sta) {
    const std::string thread = std::to_string(GetCurrentThreadId());
    bench_.ledger.breach(Rule::eventOffThread, std::string(event) + " on thread " + thread);
    return false;
  }
  ++tile_.eventsSeen;
  if (tile_.isInAdvise) {
    bench_.ledger.breach(Rule::eventInAdvise, event);
    return false;
  }
  if (!tile_.isAdvised) bench_.ledger.breach(Rule::eventAfterUnadvise, event);
  return tile_.isAdvised;
}

Field* TileEvents::target(const char* event, ICredentialProviderCredential* credential, DWORD id, unsigned types,
                          const std::string& value) {
  if (bench_.verbose) {
    JsonLine line("event");
    line.text("call", event).number("field", id).flag("onSta", GetCurrentThreadId() == bench_.sta);
    bench_.ledger.say(line.text("value", value));
  }
  if (!mayCall(event)) return nullptr;
  if (credential != tile_.credential.get()) {
    bench_.ledger.breach(Rule::eventForeignCredential, event);
    return nullptr;
  }
  if (id >= tile_.fields.size()) {
    bench_.ledger.breach(Rule::eventBadField, std::string(event) + " field " + std::to_string(id));
    return nullptr;
  }
  Field& field = tile_.fields[id];
  if ((types & bit(field.type)) == 0) {
    bench_.ledger.breach(Rule::eventWrongType, std::string(event) + " on " + wordFor(field.type));
    return nullptr;
  }
  tile_.isTouched = true;
  return &field;
}

HRESULT TileEvents::SetFieldState(ICredentialProviderCredential* credential, DWORD id,
                                  CREDENTIAL_PROVIDER_FIELD_STATE state) {
  Field* const field = target("SetFieldState", credential, id, kAny, wordFor(state));
  if (field == nullptr) return E_FAIL;
  field->state = state;
  return S_OK;
}

HRESULT TileEvents::SetFieldInteractiveState(ICredentialProviderCredential* credential, DWORD id,
                                             CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE interactive) {
  Field* const field = target("SetFieldInteractiveState", credential, id, kAny, wordFor(interactive));
  if (field == nullptr) return E_FAIL;
  // The focus wanders: an event moves it, only an enumeration can name two fields at once.
  if (interactive == CPFIS_FOCUSED) {
    for (auto& other : tile_.fields) {
      if (other.interactive == CPFIS_FOCUSED) other.interactive = CPFIS_NONE;
    }
  }
  field->interactive = interactive;
  return S_OK;
}

HRESULT TileEvents::SetFieldString(ICredentialProviderCredential* credential, DWORD id, LPCWSTR text) {
  Field* const field = target("SetFieldString", credential, id, kWithString, shown(tile_, id, text));
  if (field == nullptr) return E_FAIL;
  setText(*field, toUtf8(text != nullptr ? text : L""));
  if (bench_.atNextEvent) std::exchange(bench_.atNextEvent, nullptr)();
  return S_OK;
}

HRESULT TileEvents::SetFieldCheckbox(ICredentialProviderCredential* credential, DWORD id, BOOL isChecked,
                                     LPCWSTR label) {
  Field* const field =
      target("SetFieldCheckbox", credential, id, bit(CPFT_CHECKBOX), isChecked != FALSE ? "checked" : "open");
  if (field == nullptr) return E_FAIL;
  field->text = toUtf8(label != nullptr ? label : L"");
  return S_OK;
}

HRESULT TileEvents::SetFieldBitmap(ICredentialProviderCredential* credential, DWORD id, HBITMAP) {
  return target("SetFieldBitmap", credential, id, bit(CPFT_TILE_IMAGE), "") != nullptr ? S_OK : E_FAIL;
}

Field* TileEvents::itemTarget(const char* event, ICredentialProviderCredential* credential, DWORD id, DWORD item) {
  Field* const field = target(event, credential, id, bit(CPFT_COMBOBOX), std::to_string(item));
  if (field == nullptr || item < field->items.size()) return field;
  bench_.ledger.breach(Rule::comboRange, std::string(event) + " item " + std::to_string(item));
  return nullptr;
}

HRESULT TileEvents::SetFieldComboBoxSelectedItem(ICredentialProviderCredential* credential, DWORD id, DWORD item) {
  Field* const field = itemTarget("SetFieldComboBoxSelectedItem", credential, id, item);
  if (field == nullptr) return E_FAIL;
  field->selected = item;
  return S_OK;
}

HRESULT TileEvents::DeleteFieldComboBoxItem(ICredentialProviderCredential* credential, DWORD id, DWORD item) {
  Field* const field = itemTarget("DeleteFieldComboBoxItem", credential, id, item);
  if (field == nullptr) return E_FAIL;
  field->items.erase(field->items.begin() + static_cast<std::ptrdiff_t>(item));
  return S_OK;
}

HRESULT TileEvents::AppendFieldComboBoxItem(ICredentialProviderCredential* credential, DWORD id, LPCWSTR text) {
  Field* const field = target("AppendFieldComboBoxItem", credential, id, bit(CPFT_COMBOBOX), shown(tile_, id, text));
  if (field == nullptr) return E_FAIL;
  field->items.push_back(toUtf8(text != nullptr ? text : L""));
  return S_OK;
}

HRESULT TileEvents::SetFieldSubmitButton(ICredentialProviderCredential* credential, DWORD id, DWORD adjacent) {
  Field* const field =
      target("SetFieldSubmitButton", credential, id, bit(CPFT_SUBMIT_BUTTON), std::to_string(adjacent));
  if (field == nullptr) return E_FAIL;
  tile_.submitBy = adjacent;
  return S_OK;
}

HRESULT TileEvents::OnCreatingWindow(HWND* owner) {
  *owner = nullptr;
  if (!mayCall("OnCreatingWindow")) return E_FAIL;
  bench_.watch.windowAsked();
  *owner = bench_.owner;
  return S_OK;
}

HRESULT TileEvents::BeginFieldUpdates() {
  if (!mayCall("BeginFieldUpdates")) return E_FAIL;
  if (tile_.batchDepth++ > 0) bench_.ledger.breach(Rule::batchNested, "the batch before has not ended");
  return S_OK;
}

HRESULT TileEvents::EndFieldUpdates() {
  if (!mayCall("EndFieldUpdates")) return E_FAIL;
  if (tile_.batchDepth == 0) {
    bench_.ledger.breach(Rule::batchUnbalanced, "no batch is open");
    return E_FAIL;
  }
  --tile_.batchDepth;
  return S_OK;
}

HRESULT TileEvents::SetFieldOptions(ICredentialProviderCredential* credential, DWORD id,
                                    CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS options) {
  Field* const field = target("SetFieldOptions", credential, id, kAny, std::to_string(options));
  if (field == nullptr) return E_FAIL;
  checkOptions(bench_, *field, options);
  field->options = options;
  return S_OK;
}

HRESULT ListEvents::QueryInterface(REFIID iid, void** object) {
  *object = nullptr;
  if (iid != iid::kUnknown && iid != iid::kProviderEvents) return E_NOINTERFACE;
  *object = this;
  AddRef();
  return S_OK;
}

HRESULT ListEvents::CredentialsChanged(UINT_PTR context) {
  const bool onSta = GetCurrentThreadId() == bench_.sta;
  bench_.ledger.say(JsonLine("credentials-changed").flag("onSta", onSta));
  if (context != kContext) bench_.ledger.breach(Rule::providerEventContext, std::to_string(context));
  if (!isAdvised_) {
    bench_.ledger.breach(Rule::providerEventAfterUnadvise, "CredentialsChanged");
    return E_FAIL;
  }
  isChanged_ = true;
  PostMessageW(bench_.owner, kChangedMessage, 0, 0);
  return S_OK;
}

}  // namespace latchkey::host
