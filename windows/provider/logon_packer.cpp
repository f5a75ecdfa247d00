#include "provider/logon_packer.h"

#include <windows.h>

#include <ntsecapi.h>
#include <wincred.h>

#include <cstring>

#include "com/com.h"
#include "provider/clsid.h"
#include "provider/logon_block.h"

namespace latchkey {
namespace {

#ifdef LATCHKEY_HOST_TESTS

// Wine ends the process in CredProtectW and has no Negotiate to look up.
constexpr ULONG kPackageOfTests = 7;

HRESULT protectPassword(SecretText&) { return S_OK; }

HRESULT findNegotiate(ULONG& package) noexcept {
  package = kPackageOfTests;
  return S_OK;
}

#else

/// Kept before anything is destroyed, which may set it to none; never a success.
HRESULT failureOf(DWORD error) noexcept { return error == ERROR_SUCCESS ? E_FAIL : HRESULT_FROM_WIN32(error); }

/// Replaces the password by its form for LSA, which no other process can read.
HRESULT protectPassword(SecretText& password) {
  // CredProtectW takes a string that it may write to, and the length with the NUL.
  SecretText plain = password.clone();
  plain.push(u'\0');
  DWORD length = 0;
  CRED_PROTECTION_TYPE type = CredUnprotected;
  auto* text = const_cast<wchar_t*>(reinterpret_cast<const wchar_t*>(plain.data()));
  CredProtectW(FALSE, text, static_cast<DWORD>(plain.size()), nullptr, &length, &type);
  const DWORD asked = GetLastError();
  if (asked != ERROR_INSUFFICIENT_BUFFER || length == 0) return failureOf(asked);
  const std::u16string room(length, u'\0');
  SecretText hidden;
  hidden.append(room);
  auto* out = const_cast<wchar_t*>(reinterpret_cast<const wchar_t*>(hidden.data()));
  if (!CredProtectW(FALSE, text, static_cast<DWORD>(plain.size()), out, &length, &type))
    return failureOf(GetLastError());
  password.assign(units(out));
  return S_OK;
}

HRESULT findNegotiate(ULONG& package) noexcept {
  HANDLE lsa = nullptr;
  NTSTATUS status = LsaConnectUntrusted(&lsa);
  if (status < 0) return HRESULT_FROM_NT(status);
  char name[] = "Negotiate";
  LSA_STRING text = {sizeof name - 1, sizeof name, name};
  status = LsaLookupAuthenticationPackage(lsa, &text, &package);
  LsaDeregisterLogonProcess(lsa);
  return status < 0 ? HRESULT_FROM_NT(status) : S_OK;
}

#endif

}  // namespace

HRESULT packLogon(const Person& person, const std::u16string& primaryDomain, SecretText password,
                  CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario,
                  CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& out) noexcept {
  return guarded([&]() -> HRESULT {
    ULONG package = 0;
    const HRESULT found = findNegotiate(package);
    if (FAILED(found)) return found;
    const HRESULT hidden = protectPassword(password);
    if (FAILED(hidden)) return hidden;
    const bool isBareName = person.domain.empty() && person.name.find(u'@') == std::u16string::npos;
    const auto message = scenario == CPUS_UNLOCK_WORKSTATION ? LogonMessage::unlock : LogonMessage::interactive;
    const auto block = logonBlock(message, isBareName ? primaryDomain : person.domain, person.name, password.view(),
                                  sizeof(void*));
    if (!block) return E_INVALIDARG;
    auto* bytes = static_cast<BYTE*>(CoTaskMemAlloc(block->size()));
    if (bytes == nullptr) return E_OUTOFMEMORY;
    std::memcpy(bytes, block->data(), block->size());
    out.ulAuthenticationPackage = package;
    out.clsidCredentialProvider = kProviderClsid;
    out.cbSerialization = static_cast<ULONG>(block->size());
    out.rgbSerialization = bytes;
    return S_OK;
  });
}

}  // namespace latchkey
