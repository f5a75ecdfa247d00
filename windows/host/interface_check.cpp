#include "host/interface_check.h"

#include "com/com.h"

namespace latchkey::host {
namespace {

/// An interface that nobody has.
constexpr GUID kNobodys = {0x0badf00d, 0x1234, 0x4321, {0x8a, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07}};

bool has(IUnknown& object, const GUID& iid) {
  ComPtr<IUnknown> other;
  return SUCCEEDED(object.QueryInterface(iid, other.putVoid()));
}

void checkIdentity(Bench& bench, IUnknown& object, const GUID& secondary, const char* what) {
  ComPtr<IUnknown> direct;
  object.QueryInterface(iid::kUnknown, direct.putVoid());
  ComPtr<IUnknown> side;
  if (FAILED(object.QueryInterface(secondary, side.putVoid()))) return;
  ComPtr<IUnknown> roundabout;
  side->QueryInterface(iid::kUnknown, roundabout.putVoid());
  if (direct.get() != roundabout.get()) bench.ledger.breach(Rule::queryIdentity, what);
}

void checkUnknown(Bench& bench, IUnknown& object, const char* what) {
  void* pointer = &bench;
  if (object.QueryInterface(kNobodys, &pointer) == E_NOINTERFACE && pointer == nullptr) return;
  bench.ledger.breach(Rule::queryUnknown, what);
}

}  // namespace

void checkProviderInterfaces(Bench& bench, ICredentialProvider& provider) {
  checkUnknown(bench, provider, "provider");
  checkIdentity(bench, provider, iid::kSetUserArray, "provider");
  const bool takesUsers = has(provider, iid::kSetUserArray);
  if (bench.hasV2() && !takesUsers) bench.ledger.breach(Rule::v2Missing, "the provider takes no user array");
  if (!bench.hasV2() && takesUsers) bench.ledger.breach(Rule::v2OnSeven, "the provider takes a user array");
}

void checkCredentialInterfaces(Bench& bench, ICredentialProviderCredential& credential) {
  checkUnknown(bench, credential, "credential");
  checkIdentity(bench, credential, iid::kWithFieldOptions, "credential");
  if (has(credential, iid::kConnectable)) bench.ledger.breach(Rule::connectableClaimed, "credential");
  if (bench.hasV2()) return;
  if (has(credential, iid::kCredential2)) bench.ledger.breach(Rule::v2OnSeven, "the credential names a user");
  const bool hasOptions = has(credential, iid::kWithFieldOptions);
  if (hasOptions) bench.ledger.breach(Rule::v2OnSeven, "the credential has field options");
}

void checkPastTheEnd(Bench& bench, ICredentialProvider& provider, DWORD fields) {
  auto* descriptor = reinterpret_cast<CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR*>(&bench);
  const HRESULT said =
      bench.call("GetFieldDescriptorAt", [&] { return provider.GetFieldDescriptorAt(fields, &descriptor); });
  if (SUCCEEDED(said) || descriptor != nullptr) bench.ledger.breach(Rule::outOfRangeAccepted, "GetFieldDescriptorAt");
}

void checkPastTheEnd(Bench& bench, ICredentialProviderCredential& credential, DWORD fields) {
  const auto untouched = reinterpret_cast<LPWSTR>(&bench);
  LPWSTR text = untouched;
  const HRESULT said = bench.call("GetStringValue", [&] { return credential.GetStringValue(fields, &text); });
  if (FAILED(said) && text == nullptr) return;
  bench.ledger.breach(Rule::outOfRangeAccepted, "GetStringValue");
  if (text != untouched) (void)bench.take(text, "string value");
}

}  // namespace latchkey::host
