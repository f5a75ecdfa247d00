#pragma once

#include <memory>
#include <vector>

#include "com/com.h"
#include "com/credential_provider.h"
#include "provider/provider_core.h"
#include "provider/wrap_events.h"

namespace latchkey {

class StepDialog;

/// Where things are in the wrapped tile.
struct WrappedFields {
  static constexpr DWORD kNone = 0xFFFFFFFF;
  /// Our link is the one after the last.
  DWORD count = 0;
  DWORD userName = kNone;
  DWORD password = kNone;
};

/// The in-box tile with one more link. Forwards every call that isn't about the link; claims what the wrapped object
/// claims and no more. STA only.
class WrapCredential final
    : public ComObject<ICredentialProviderCredential2, ICredentialProviderCredentialWithFieldOptions>,
      public Ticked {
 public:
  WrapCredential(std::shared_ptr<ProviderCore> core, ComPtr<ICredentialProviderCredential> wrapped,
                 WrappedFields fields, Person person);

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

  [[nodiscard]] IUnknown& object() noexcept override { return *static_cast<ICredentialProviderCredential2*>(this); }
  void onTick() noexcept override;
  void onSessionLeft() noexcept override;

 private:
  ~WrapCredential() override;
  [[nodiscard]] bool isOurs(DWORD id) const noexcept { return id == fields_.count; }
  [[nodiscard]] std::u16string typedName();
  void runDialog();
  [[nodiscard]] bool showDialog(HWND owner);
  void fill(SecretText password, const std::u16string& name, std::uint64_t typedAt);
  void emptyPassword() noexcept;
  [[nodiscard]] bool isFilledStale() const noexcept;

  std::shared_ptr<ProviderCore> core_;
  ComPtr<ICredentialProviderCredential> wrapped_;
  ComPtr<ICredentialProviderCredential2> wrapped2_;
  ComPtr<ICredentialProviderCredentialWithFieldOptions> wrappedOptions_;
  WrappedFields fields_;
  Person person_;
  std::shared_ptr<PersonFlow> flow_;
  ComPtr<ICredentialProviderCredentialEvents> events_;
  ComPtr<WrapEvents> proxy_;
  std::u16string userName_;
  /// Open, inside CommandLinkClicked.
  StepDialog* dialog_ = nullptr;
  bool isFilled_ = false;
  bool isFilledTried_ = false;
  /// When the person typed it, which may be long before it was filled in.
  std::uint64_t typedAt_ = 0;
};

}  // namespace latchkey
