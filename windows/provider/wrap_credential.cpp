// The half of the wrapped tile that forwards. What the link does is in wrap_flow.cpp.
#include "provider/wrap_credential.h"

#include <utility>

#include "provider/step_dialog.h"

namespace latchkey {

WrapCredential::WrapCredential(std::shared_ptr<ProviderCore> core, ComPtr<ICredentialProviderCredential> wrapped,
                               WrappedFields fields, Person person)
    : core_(std::move(core)),
      wrapped_(std::move(wrapped)),
      wrapped2_(wrapped_.as<ICredentialProviderCredential2>(iid::kCredential2)),
      wrappedOptions_(wrapped_.as<ICredentialProviderCredentialWithFieldOptions>(iid::kWithFieldOptions)),
      fields_(fields),
      person_(std::move(person)),
      flow_(core_->flowOf(person_)) {
  core_->addTicked(this);
}

WrapCredential::~WrapCredential() {
  if (proxy_) proxy_->cut();
  core_->removeTicked(this);
}

HRESULT WrapCredential::QueryInterface(REFIID iid, void** object) noexcept {
  if (object == nullptr) return E_POINTER;
  *object = nullptr;
  if (IsEqualGUID(iid, iid::kUnknown) || IsEqualGUID(iid, iid::kCredential) ||
      (wrapped2_ && IsEqualGUID(iid, iid::kCredential2))) {
    *object = static_cast<ICredentialProviderCredential2*>(this);
  } else if (wrappedOptions_ && IsEqualGUID(iid, iid::kWithFieldOptions)) {
    *object = static_cast<ICredentialProviderCredentialWithFieldOptions*>(this);
  } else {
    // Never the wrapped object's own answer: two identities for one tile.
    return E_NOINTERFACE;
  }
  AddRef();
  return S_OK;
}

HRESULT WrapCredential::Advise(ICredentialProviderCredentialEvents* events) noexcept {
  return guarded([&]() -> HRESULT {
    if (events == nullptr) return E_INVALIDARG;
    UnAdvise();
    events_ = ComPtr<ICredentialProviderCredentialEvents>::share(events);
    proxy_ = ComPtr<WrapEvents>(new WrapEvents(*this, *events));
    return wrapped_->Advise(proxy_.get());
  });
}

HRESULT WrapCredential::UnAdvise() noexcept {
  if (!events_) return S_OK;
  if (dialog_ != nullptr) dialog_->close();
  const HRESULT result = wrapped_->UnAdvise();
  proxy_->cut();
  proxy_.reset();
  events_.reset();
  return result;
}

HRESULT WrapCredential::SetSelected(BOOL* autoLogon) noexcept { return wrapped_->SetSelected(autoLogon); }

HRESULT WrapCredential::SetDeselected() noexcept {
  emptyPassword();
  if (dialog_ != nullptr) dialog_->close();
  return wrapped_->SetDeselected();
}

HRESULT WrapCredential::GetFieldState(DWORD id, CREDENTIAL_PROVIDER_FIELD_STATE* state,
                                      CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE* interactive) noexcept {
  if (!isOurs(id)) return wrapped_->GetFieldState(id, state, interactive);
  if (state == nullptr || interactive == nullptr) return E_POINTER;
  return guarded([&] {
    *state = core_->isRefusedRemotely() ? CPFS_HIDDEN : CPFS_DISPLAY_IN_SELECTED_TILE;
    *interactive = CPFIS_NONE;
    return S_OK;
  });
}

HRESULT WrapCredential::GetStringValue(DWORD id, LPWSTR* text) noexcept {
  if (!isOurs(id)) return wrapped_->GetStringValue(id, text);
  if (text == nullptr) return E_POINTER;
  *text = textForHost(core_->screen().linkText);
  return *text != nullptr ? S_OK : E_OUTOFMEMORY;
}

HRESULT WrapCredential::GetBitmapValue(DWORD id, HBITMAP* bitmap) noexcept {
  if (!isOurs(id)) return wrapped_->GetBitmapValue(id, bitmap);
  if (bitmap != nullptr) *bitmap = nullptr;
  return E_INVALIDARG;
}

HRESULT WrapCredential::GetCheckboxValue(DWORD id, BOOL* checked, LPWSTR* label) noexcept {
  if (!isOurs(id)) return wrapped_->GetCheckboxValue(id, checked, label);
  if (label != nullptr) *label = nullptr;
  return E_INVALIDARG;
}

HRESULT WrapCredential::GetSubmitButtonValue(DWORD id, DWORD* adjacent) noexcept {
  return isOurs(id) ? E_INVALIDARG : wrapped_->GetSubmitButtonValue(id, adjacent);
}

HRESULT WrapCredential::GetComboBoxValueCount(DWORD id, DWORD* count, DWORD* selected) noexcept {
  return isOurs(id) ? E_INVALIDARG : wrapped_->GetComboBoxValueCount(id, count, selected);
}

HRESULT WrapCredential::GetComboBoxValueAt(DWORD id, DWORD item, LPWSTR* text) noexcept {
  if (!isOurs(id)) return wrapped_->GetComboBoxValueAt(id, item, text);
  if (text != nullptr) *text = nullptr;
  return E_INVALIDARG;
}

HRESULT WrapCredential::SetStringValue(DWORD id, LPCWSTR text) noexcept {
  if (isOurs(id)) return E_INVALIDARG;
  return guarded([&] {
    if (id == fields_.userName) userName_ = units(text);
    // From the first key on it is the person's own password again.
    if (id == fields_.password) isFilled_ = false;
    return wrapped_->SetStringValue(id, text);
  });
}

HRESULT WrapCredential::SetCheckboxValue(DWORD id, BOOL checked) noexcept {
  return isOurs(id) ? E_INVALIDARG : wrapped_->SetCheckboxValue(id, checked);
}

HRESULT WrapCredential::SetComboBoxSelectedValue(DWORD id, DWORD item) noexcept {
  return isOurs(id) ? E_INVALIDARG : wrapped_->SetComboBoxSelectedValue(id, item);
}

HRESULT WrapCredential::CommandLinkClicked(DWORD id) noexcept {
  if (!isOurs(id)) return wrapped_->CommandLinkClicked(id);
  return guarded([this] {
    runDialog();
    return S_OK;
  });
}

HRESULT WrapCredential::GetUserSid(LPWSTR* sid) noexcept {
  if (sid == nullptr) return E_POINTER;
  *sid = nullptr;
  return wrapped2_ ? wrapped2_->GetUserSid(sid) : E_NOTIMPL;
}

HRESULT WrapCredential::GetFieldOptions(DWORD id, CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS* options) noexcept {
  if (options == nullptr) return E_POINTER;
  *options = CPCFO_NONE;
  if (isOurs(id)) return S_OK;
  return wrappedOptions_ ? wrappedOptions_->GetFieldOptions(id, options) : E_NOTIMPL;
}

}  // namespace latchkey
