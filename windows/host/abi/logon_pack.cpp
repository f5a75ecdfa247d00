#include "host/abi/logon_pack.h"

#include <cstring>
#include <new>

#include <ntsecapi.h>
#include <objbase.h>

namespace latchkey {
namespace {

USHORT bytesOf(std::wstring_view text) noexcept { return static_cast<USHORT>(text.size() * sizeof(wchar_t)); }

}  // namespace

HRESULT packLogon(const LogonParts& parts, const GUID& provider,
                  CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& packed) noexcept {
  ULONG at = sizeof(KERB_INTERACTIVE_UNLOCK_LOGON);
  const ULONG size = at + bytesOf(parts.domain) + bytesOf(parts.user) + bytesOf(parts.password);
  auto* const block = static_cast<BYTE*>(CoTaskMemAlloc(size));
  if (block == nullptr) return E_OUTOFMEMORY;
  auto& logon = *new (block) KERB_INTERACTIVE_UNLOCK_LOGON();
  logon.Logon.MessageType = parts.isUnlock ? KerbWorkstationUnlockLogon : KerbInteractiveLogon;
  const ULONG_PTR base = parts.usesPointers ? reinterpret_cast<ULONG_PTR>(block) : 0;
  const auto place = [&](UNICODE_STRING& string, std::wstring_view text) {
    std::memcpy(block + at, text.data(), bytesOf(text));
    string.Length = string.MaximumLength = bytesOf(text);
    string.Buffer = reinterpret_cast<PWSTR>(base + at);
    at += bytesOf(text);
  };
  place(logon.Logon.LogonDomainName, parts.domain);
  place(logon.Logon.UserName, parts.user);
  place(logon.Logon.Password, parts.password);
  packed = {0, provider, size, block};
  return S_OK;
}

}  // namespace latchkey
