#pragma once

#include <windows.h>

#include <atomic>
#include <string>

#include "com/credential_provider.h"
#include "host/bench.h"
#include "host/tile.h"

namespace latchkey::host {

/// What a tile's credential tells LogonUI. Belongs to the host and lives as long as the process: an event after
/// UnAdvise is then a finding, not a crash. Only the STA may call, which is checked.
class TileEvents final : public ICredentialProviderCredentialEvents2 {
 public:
  TileEvents(Bench& bench, Tile& tile) noexcept : bench_(bench), tile_(tile) {}

  [[nodiscard]] LONG references() const noexcept { return references_; }

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP_(ULONG) AddRef() override { return static_cast<ULONG>(++references_); }
  STDMETHODIMP_(ULONG) Release() override { return static_cast<ULONG>(--references_); }
  STDMETHODIMP SetFieldState(ICredentialProviderCredential*, DWORD id,
                             CREDENTIAL_PROVIDER_FIELD_STATE state) override;
  STDMETHODIMP SetFieldInteractiveState(ICredentialProviderCredential*, DWORD id,
                                        CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE interactive) override;
  STDMETHODIMP SetFieldString(ICredentialProviderCredential*, DWORD id, LPCWSTR text) override;
  STDMETHODIMP SetFieldCheckbox(ICredentialProviderCredential*, DWORD id, BOOL isChecked, LPCWSTR label) override;
  STDMETHODIMP SetFieldBitmap(ICredentialProviderCredential*, DWORD id, HBITMAP bitmap) override;
  STDMETHODIMP SetFieldComboBoxSelectedItem(ICredentialProviderCredential*, DWORD id, DWORD item) override;
  STDMETHODIMP DeleteFieldComboBoxItem(ICredentialProviderCredential*, DWORD id, DWORD item) override;
  STDMETHODIMP AppendFieldComboBoxItem(ICredentialProviderCredential*, DWORD id, LPCWSTR text) override;
  STDMETHODIMP SetFieldSubmitButton(ICredentialProviderCredential*, DWORD id, DWORD adjacent) override;
  STDMETHODIMP OnCreatingWindow(HWND* owner) override;
  STDMETHODIMP BeginFieldUpdates() override;
  STDMETHODIMP EndFieldUpdates() override;
  STDMETHODIMP SetFieldOptions(ICredentialProviderCredential*, DWORD id,
                               CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS options) override;

 private:
  /// Thread and moment of any event; false where it is refused.
  bool mayCall(const char* event);
  /// The field of an event that may come; null where it is refused. `types` is a bit for each type it suits.
  Field* target(const char* event, ICredentialProviderCredential* credential, DWORD id, unsigned types,
                const std::string& value);
  Field* itemTarget(const char* event, ICredentialProviderCredential* credential, DWORD id, DWORD item);

  Bench& bench_;
  Tile& tile_;
  std::atomic<LONG> references_{1};
};

/// What the provider tells LogonUI. `CredentialsChanged` alone may come from any thread.
class ListEvents final : public ICredentialProviderEvents {
 public:
  static constexpr UINT_PTR kContext = 0x4c6b;
  static constexpr UINT kChangedMessage = WM_APP + 71;

  explicit ListEvents(Bench& bench) noexcept : bench_(bench) {}

  [[nodiscard]] LONG references() const noexcept { return references_; }
  void setAdvised(bool isAdvised) noexcept { isAdvised_ = isAdvised; }
  /// Whether LogonUI has to enumerate again; asking clears it.
  [[nodiscard]] bool takeChanged() noexcept { return isChanged_.exchange(false); }

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP_(ULONG) AddRef() override { return static_cast<ULONG>(++references_); }
  STDMETHODIMP_(ULONG) Release() override { return static_cast<ULONG>(--references_); }
  STDMETHODIMP CredentialsChanged(UINT_PTR context) override;

 private:
  Bench& bench_;
  std::atomic<LONG> references_{1};
  std::atomic<bool> isAdvised_{false};
  std::atomic<bool> isChanged_{false};
};

}  // namespace latchkey::host
