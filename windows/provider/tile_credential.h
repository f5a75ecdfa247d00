#pragma once

#include <memory>

#include "com/com.h"
#include "com/credential_provider.h"
#include "provider/provider_core.h"
#include "provider/tile_changes.h"
#include "provider/tile_layout.h"

namespace latchkey {

/// One of our own tiles: the view that draws the flow in LogonUI's fields. STA only. Never fires an event from inside
/// Advise, nor after UnAdvise.
class TileCredential final
    : public ComObject<ICredentialProviderCredential2, ICredentialProviderCredentialWithFieldOptions>,
      public StepView {
 public:
  TileCredential(std::shared_ptr<ProviderCore> core, Person person);

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** object) noexcept override;
  HRESULT STDMETHODCALLTYPE Advise(ICredentialProviderCredentialEvents* events) noexcept override;
  HRESULT STDMETHODCALLTYPE UnAdvise() noexcept override;
  HRESULT STDMETHODCALLTYPE SetSelected(BOOL* autoLogon) noexcept override;
  HRESULT STDMETHODCALLTYPE SetDeselected() noexcept override;
  HRESULT STDMETHODCALLTYPE GetFieldState(DWORD id, CREDENTIAL_PROVIDER_FIELD_STATE* state,
                                          CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE* interactive) noexcept override;
  HRESULT STDMETHODCALLTYPE GetStringValue(DWORD id, LPWSTR* text) noexcept override;
  HRESULT STDMETHODCALLTYPE GetBitmapValue(DWORD id, HBITMAP* bitmap) noexcept override;
  HRESULT STDMETHODCALLTYPE GetCheckboxValue(DWORD id, BOOL* checked, LPWSTR* label) noexcept override;
  HRESULT STDMETHODCALLTYPE GetSubmitButtonValue(DWORD id, DWORD* adjacent) noexcept override;
  HRESULT STDMETHODCALLTYPE GetComboBoxValueCount(DWORD id, DWORD* count, DWORD* selected) noexcept override;
  HRESULT STDMETHODCALLTYPE GetComboBoxValueAt(DWORD id, DWORD item, LPWSTR* text) noexcept override;
  HRESULT STDMETHODCALLTYPE SetStringValue(DWORD id, LPCWSTR text) noexcept override;
  HRESULT STDMETHODCALLTYPE SetCheckboxValue(DWORD id, BOOL checked) noexcept override;
  HRESULT STDMETHODCALLTYPE SetComboBoxSelectedValue(DWORD id, DWORD item) noexcept override;
  HRESULT STDMETHODCALLTYPE CommandLinkClicked(DWORD id) noexcept override;
  HRESULT STDMETHODCALLTYPE GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                                             CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* serialization,
                                             LPWSTR* status, CREDENTIAL_PROVIDER_STATUS_ICON* icon) noexcept override;
  HRESULT STDMETHODCALLTYPE ReportResult(CP_NTSTATUS status, CP_NTSTATUS substatus, LPWSTR* text,
                                         CREDENTIAL_PROVIDER_STATUS_ICON* icon) noexcept override;
  HRESULT STDMETHODCALLTYPE GetUserSid(LPWSTR* sid) noexcept override;
  HRESULT STDMETHODCALLTYPE GetFieldOptions(
      DWORD id, CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS* options) noexcept override;

  void pictureChanged() noexcept override;

 private:
  ~TileCredential() override;
  [[nodiscard]] Tile draw() const;
  void fire(const Change& change) noexcept;
  [[nodiscard]] HRESULT signIn(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE& response,
                               CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& serialization);

  std::shared_ptr<ProviderCore> core_;
  std::shared_ptr<PersonFlow> flow_;
  std::u16string sid_;
  Tile tile_;
  bool isSignInTried_ = false;
  ComPtr<ICredentialProviderCredentialEvents> events_;
  ComPtr<ICredentialProviderCredentialEvents2> events2_;
};

}  // namespace latchkey
