#pragma once

#include <windows.h>

#include <memory>
#include <string>
#include <vector>

#include "com/credential_provider.h"
#include "host/bench.h"

namespace latchkey::host {

/// One person whom LogonUI lists. Lives as long as the process, so that a reference that a provider keeps is
/// reported instead of crashing. STA only.
class ListedUser final : public ICredentialProviderUser {
 public:
  ListedUser(std::wstring sid, std::wstring qualified, std::wstring display, bool local)
      : sid_(std::move(sid)), qualified_(std::move(qualified)), display_(std::move(display)), local_(local) {}

  [[nodiscard]] const std::wstring& sid() const noexcept { return sid_; }
  [[nodiscard]] LONG references() const noexcept { return references_; }

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP_(ULONG) AddRef() override { return static_cast<ULONG>(++references_); }
  STDMETHODIMP_(ULONG) Release() override { return static_cast<ULONG>(--references_); }
  STDMETHODIMP GetSid(LPWSTR* sid) override;
  STDMETHODIMP GetProviderID(GUID* provider) override;
  STDMETHODIMP GetStringValue(REFPROPERTYKEY key, LPWSTR* value) override;
  STDMETHODIMP GetValue(REFPROPERTYKEY, PROPVARIANT*) override { return E_NOTIMPL; }

 private:
  LONG references_ = 0;
  std::wstring sid_;
  std::wstring qualified_;
  std::wstring display_;
  bool local_;
};

/// The list that SetUserArray hands over. Lives as long as the process.
class UserList final : public ICredentialProviderUserArray {
 public:
  void add(std::unique_ptr<ListedUser> user) { users_.push_back(std::move(user)); }
  void clear() noexcept;
  [[nodiscard]] bool lists(const std::wstring& sid) const noexcept;
  /// References that others hold, of the list and its users.
  [[nodiscard]] LONG references() const noexcept;
  /// Counts anew after references were reported as lost.
  void forgetReferences() noexcept { baseline_ += references(); }

  STDMETHODIMP QueryInterface(REFIID iid, void** object) override;
  STDMETHODIMP_(ULONG) AddRef() override { return static_cast<ULONG>(++references_); }
  STDMETHODIMP_(ULONG) Release() override { return static_cast<ULONG>(--references_); }
  STDMETHODIMP SetProviderFilter(REFGUID) override { return S_OK; }
  STDMETHODIMP GetAccountOptions(CREDENTIAL_PROVIDER_ACCOUNT_OPTIONS* options) override;
  STDMETHODIMP GetCount(DWORD* count) override;
  STDMETHODIMP GetAt(DWORD index, ICredentialProviderUser** user) override;

 private:
  LONG references_ = 0;
  LONG baseline_ = 0;
  std::vector<std::unique_ptr<ListedUser>> users_;
  std::vector<std::unique_ptr<ListedUser>> gone_;
};

}  // namespace latchkey::host
