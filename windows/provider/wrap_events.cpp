#include "provider/wrap_events.h"

namespace latchkey {

using Credential = ICredentialProviderCredential;

WrapEvents::WrapEvents(Credential& ours, ICredentialProviderCredentialEvents& host) noexcept
    : ours_(&ours),
      host_(ComPtr<ICredentialProviderCredentialEvents>::share(&host)),
      host2_(host_.as<ICredentialProviderCredentialEvents2>(iid::kEvents2)) {}

void WrapEvents::cut() noexcept {
  ours_ = nullptr;
  host2_.reset();
  host_.reset();
}

HRESULT WrapEvents::QueryInterface(REFIID iid, void** object) noexcept {
  if (object == nullptr) return E_POINTER;
  *object = nullptr;
  const bool isOld = IsEqualGUID(iid, iid::kUnknown) || IsEqualGUID(iid, iid::kEvents);
  // The in-box credential of Windows 8 asks for the newer events; only a host that has them may be promised.
  if (!isOld && !(IsEqualGUID(iid, iid::kEvents2) && host2_)) return E_NOINTERFACE;
  *object = static_cast<ICredentialProviderCredentialEvents2*>(this);
  AddRef();
  return S_OK;
}

HRESULT WrapEvents::SetFieldState(Credential*, DWORD id, CREDENTIAL_PROVIDER_FIELD_STATE state) noexcept {
  return host_ ? host_->SetFieldState(ours_, id, state) : E_FAIL;
}
HRESULT WrapEvents::SetFieldInteractiveState(Credential*, DWORD id,
                                             CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE interactive) noexcept {
  return host_ ? host_->SetFieldInteractiveState(ours_, id, interactive) : E_FAIL;
}
HRESULT WrapEvents::SetFieldString(Credential*, DWORD id, LPCWSTR text) noexcept {
  return host_ ? host_->SetFieldString(ours_, id, text) : E_FAIL;
}
HRESULT WrapEvents::SetFieldCheckbox(Credential*, DWORD id, BOOL checked, LPCWSTR label) noexcept {
  return host_ ? host_->SetFieldCheckbox(ours_, id, checked, label) : E_FAIL;
}
HRESULT WrapEvents::SetFieldBitmap(Credential*, DWORD id, HBITMAP bitmap) noexcept {
  return host_ ? host_->SetFieldBitmap(ours_, id, bitmap) : E_FAIL;
}
HRESULT WrapEvents::SetFieldComboBoxSelectedItem(Credential*, DWORD id, DWORD item) noexcept {
  return host_ ? host_->SetFieldComboBoxSelectedItem(ours_, id, item) : E_FAIL;
}
HRESULT WrapEvents::DeleteFieldComboBoxItem(Credential*, DWORD id, DWORD item) noexcept {
  return host_ ? host_->DeleteFieldComboBoxItem(ours_, id, item) : E_FAIL;
}
HRESULT WrapEvents::AppendFieldComboBoxItem(Credential*, DWORD id, LPCWSTR text) noexcept {
  return host_ ? host_->AppendFieldComboBoxItem(ours_, id, text) : E_FAIL;
}
HRESULT WrapEvents::SetFieldSubmitButton(Credential*, DWORD id, DWORD adjacent) noexcept {
  return host_ ? host_->SetFieldSubmitButton(ours_, id, adjacent) : E_FAIL;
}
HRESULT WrapEvents::OnCreatingWindow(HWND* owner) noexcept {
  if (owner == nullptr) return E_POINTER;
  *owner = nullptr;
  return host_ ? host_->OnCreatingWindow(owner) : E_FAIL;
}
HRESULT WrapEvents::BeginFieldUpdates() noexcept { return host2_ ? host2_->BeginFieldUpdates() : E_FAIL; }
HRESULT WrapEvents::EndFieldUpdates() noexcept { return host2_ ? host2_->EndFieldUpdates() : E_FAIL; }
HRESULT WrapEvents::SetFieldOptions(Credential*, DWORD id,
                                    CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS options) noexcept {
  return host2_ ? host2_->SetFieldOptions(ours_, id, options) : E_FAIL;
}

}  // namespace latchkey
