#include "host/serialization_check.h"

#include <windows.h>

#include <ntsecapi.h>

namespace latchkey::host {
namespace {

constexpr int kLogonMessage = 2;
constexpr int kUnlockMessage = 7;

/// The text that a packed string points at; its "pointer" is an offset from the start of the buffer.
std::wstring_view packedText(Bench& bench, const abi::Serialization& packed, const UNICODE_STRING& string) {
  const auto offset = reinterpret_cast<ULONG_PTR>(string.Buffer);
  const bool fits = offset >= sizeof(KERB_INTERACTIVE_UNLOCK_LOGON) && offset <= packed.size &&
                    string.Length <= packed.size - offset && string.Length % sizeof(wchar_t) == 0 &&
                    string.MaximumLength >= string.Length;
  if (string.Length == 0) return {};
  if (fits) return {reinterpret_cast<const wchar_t*>(packed.bytes + offset), string.Length / sizeof(wchar_t)};
  bench.ledger.breach(Rule::serializationOffset, std::to_string(offset) + " of " + std::to_string(packed.size));
  return {};
}

}  // namespace

PackedLogon unpackLogon(Bench& bench, abi::Serialization& packed, const GUID& provider) {
  PackedLogon logon;
  const bool mayFree = bench.owns(packed.bytes, "serialization");
  if (packed.bytes == nullptr || packed.size < sizeof(KERB_INTERACTIVE_UNLOCK_LOGON)) {
    bench.ledger.breach(Rule::serializationOffset, "smaller than its structure");
    return logon;
  }
  const auto& message = *reinterpret_cast<const KERB_INTERACTIVE_UNLOCK_LOGON*>(packed.bytes);
  logon.domain = toUtf8(packedText(bench, packed, message.Logon.LogonDomainName));
  logon.user = toUtf8(packedText(bench, packed, message.Logon.UserName));
  logon.maskedPassword = mask(packedText(bench, packed, message.Logon.Password));
  logon.messageType = static_cast<int>(message.Logon.MessageType);
  const int expected = bench.scenario == abi::kUnlock ? kUnlockMessage : kLogonMessage;
  if (logon.messageType != expected) bench.ledger.breach(Rule::wrongMessageType, std::to_string(logon.messageType));
  if (!IsEqualGUID(packed.provider, provider)) {
    bench.ledger.breach(Rule::serializationClsid, guidText(packed.provider));
  }
  SecureZeroMemory(packed.bytes, packed.size);
  if (mayFree) CoTaskMemFree(packed.bytes);
  packed = {};
  return logon;
}

}  // namespace latchkey::host
