#pragma once

#include "com/com.h"
#include "com/credential_provider.h"

namespace latchkey {

/// Stands between the wrapped in-box credential and LogonUI: passes each event on in our own name, since LogonUI
/// "will not recognize" the wrapped object. Knows its tile by a weak pointer, cut at UnAdvise, so that an in-box
/// provider that keeps the events too long reaches nobody. STA only.
class WrapEvents final : public ComObject<ICredentialProviderCredentialEvents2> {
 public:
  WrapEvents(ICredentialProviderCredential& ours, ICredentialProviderCredentialEvents& host) noexcept;
  void cut() noexcept;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override;
  HRESULT STDMETHODCALLTYPE SetFieldState(ICredentialProviderCredential*, DWORD id,
                                          CREDENTIAL_PROVIDER_FIELD_STATE state) noexcept override;
  HRESULT STDMETHODCALLTYPE SetFieldInteractiveState(
      ICredentialProviderCredential*, DWORD id,
      CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE interactive) noexcept override;
  HRESULT STDMETHODCALLTYPE SetFieldString(ICredentialProviderCredential*, DWORD id, LPCWSTR text) noexcept override;
  HRESULT STDMETHODCALLTYPE SetFieldCheckbox(ICredentialProviderCredential*, DWORD id, BOOL checked,
                                             LPCWSTR label) noexcept override;
  HRESULT STDMETHODCALLTYPE SetFieldBitmap(ICredentialProviderCredential*, DWORD id,
                                           HBITMAP bitmap) noexcept override;
  HRESULT STDMETHODCALLTYPE SetFieldComboBoxSelectedItem(ICredentialProviderCredential*, DWORD id,
                                                         DWORD item) noexcept override;
  HRESULT STDMETHODCALLTYPE DeleteFieldComboBoxItem(ICredentialProviderCredential*, DWORD id,
                                                    DWORD item) noexcept override;
  HRESULT STDMETHODCALLTYPE AppendFieldComboBoxItem(ICredentialProviderCredential*, DWORD id,
                                                    LPCWSTR text) noexcept override;
  HRESULT STDMETHODCALLTYPE SetFieldSubmitButton(ICredentialProviderCredential*, DWORD id,
                                                 DWORD adjacent) noexcept override;
  HRESULT STDMETHODCALLTYPE OnCreatingWindow(HWND* owner) noexcept override;
  HRESULT STDMETHODCALLTYPE BeginFieldUpdates() noexcept override;
  HRESULT STDMETHODCALLTYPE EndFieldUpdates() noexcept override;
  HRESULT STDMETHODCALLTYPE SetFieldOptions(
      ICredentialProviderCredential*, DWORD id,
      CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS options) noexcept override;

 private:
  ~WrapEvents() override = default;
  ICredentialProviderCredential* ours_;
  ComPtr<ICredentialProviderCredentialEvents> host_;
  ComPtr<ICredentialProviderCredentialEvents2> host2_;
};

}  // namespace latchkey
