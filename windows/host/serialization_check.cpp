#include "host/serialization_check.h"

#include <windows.h>

#include <ntsecapi.h>

namespace latchkey::host {
namespace {

constexpr int kLogonMessage = 2;
constexpr int kUnlockMessage = 7;

/// The text that a packed string points at; its "pointer" is an offset from the start of the buffer.
std::wstring_view packedText(Bench& bench, const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& packed,
                             const UNICODE_STRING& string) {
  const auto offset = reinterpret_cast<ULONG_PTR>(string.Buffer);
  const bool fits = offset >= sizeof(KERB_INTERACTIVE_UNLOCK_LOGON) && offset <= packed.cbSerialization &&
                    string.Length <= packed.cbSerialization - offset && string.Length % sizeof(wchar_t) == 0 &&
                    string.MaximumLength >= string.Length;
  if (string.Length == 0) return {};
  if (fits)
    return {reinterpret_cast<const wchar_t*>(packed.rgbSerialization + offset), string.Length / sizeof(wchar_t)};
  bench.ledger.breach(Rule::serializationOffset,
                      std::to_string(offset) + " of " + std::to_string(packed.cbSerialization));
  return {};
}

}  // namespace

PackedLogon unpackLogon(Bench& bench, CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& packed, const GUID& provider) {
  PackedLogon logon;
  const bool mayFree = bench.owns(packed.rgbSerialization, "serialization");
  if (packed.rgbSerialization == nullptr || packed.cbSerialization < sizeof(KERB_INTERACTIVE_UNLOCK_LOGON)) {
    bench.ledger.breach(Rule::serializationOffset, "smaller than its structure");
    return logon;
  }
  const auto& message = *reinterpret_cast<const KERB_INTERACTIVE_UNLOCK_LOGON*>(packed.rgbSerialization);
  logon.domain = toUtf8(packedText(bench, packed, message.Logon.LogonDomainName));
  logon.user = toUtf8(packedText(bench, packed, message.Logon.UserName));
  logon.maskedPassword = mask(packedText(bench, packed, message.Logon.Password));
  logon.messageType = static_cast<int>(message.Logon.MessageType);
  const int expected = bench.scenario == CPUS_UNLOCK_WORKSTATION ? kUnlockMessage : kLogonMessage;
  if (logon.messageType != expected) bench.ledger.breach(Rule::wrongMessageType, std::to_string(logon.messageType));
  if (!IsEqualGUID(packed.clsidCredentialProvider, provider)) {
    bench.ledger.breach(Rule::serializationClsid, guidText(packed.clsidCredentialProvider));
  }
  SecureZeroMemory(packed.rgbSerialization, packed.cbSerialization);
  if (mayFree) CoTaskMemFree(packed.rgbSerialization);
  packed = {};
  return logon;
}

}  // namespace latchkey::host
