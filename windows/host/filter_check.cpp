#include "host/filter_check.h"

#include "com/com.h"

namespace latchkey::host {
namespace {

bool isInBox(const GUID& provider) noexcept {
  return IsEqualGUID(provider, kInboxV1) || IsEqualGUID(provider, kInboxV2);
}

bool isLogon(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario) noexcept {
  return scenario == CPUS_LOGON || scenario == CPUS_UNLOCK_WORKSTATION;
}

void checkHidden(Bench& bench, const Filtered& before, const Filtered& after, const GUID& ours) {
  for (std::size_t i = 0; i < before.providers.size(); ++i) {
    if (before.allowed[i] == after.allowed[i]) continue;
    const GUID& provider = before.providers[i];
    if (!isInBox(provider)) bench.ledger.breach(Rule::filterHidesOthers, guidText(provider));
    if (!isLogon(bench.scenario)) bench.ledger.breach(Rule::filterOutsideLogon, guidText(provider));
    if (isLogon(bench.scenario) && isInBox(provider) && !before.allows(ours)) {
      bench.ledger.breach(Rule::filterWithoutOurs, guidText(provider));
    }
  }
}

ComPtr<ICredentialProviderFilter> makeFilter(Bench& bench, ProviderModule& module, const GUID& filterClass) {
  auto filter = module.create<ICredentialProviderFilter>(bench, filterClass, iid::kFilter);
  if (!filter) bench.ledger.fail("no filter of class " + guidText(filterClass));
  return filter;
}

}  // namespace

bool Filtered::allows(const GUID& provider) const noexcept {
  for (std::size_t i = 0; i < providers.size(); ++i) {
    if (IsEqualGUID(providers[i], provider)) return allowed[i] != FALSE;
  }
  return false;
}

bool runFilter(Bench& bench, ProviderModule& module, const GUID& filterClass, const GUID& ours, Filtered& list) {
  const auto filter = makeFilter(bench, module, filterClass);
  if (!filter) return false;
  const Filtered before = list;
  const HRESULT said = bench.call("Filter", [&] {
    return filter->Filter(bench.scenario, 0, list.providers.data(), list.allowed.data(),
                          static_cast<DWORD>(list.providers.size()));
  });
  list.providers = before.providers;
  checkHidden(bench, before, list, ours);
  std::string hidden = "[";
  for (std::size_t i = 0; i < list.providers.size(); ++i) {
    if (list.allowed[i] == FALSE) hidden += (hidden.size() > 1 ? "," : "") + quoted(guidText(list.providers[i]));
  }
  bench.ledger.say(JsonLine("filter").number("hr", said).raw("hidden", hidden + "]"));
  return true;
}

void passRemoteLogon(Bench& bench, ProviderModule& module, const GUID& filterClass, const GUID& ours) {
  const auto filter = makeFilter(bench, module, filterClass);
  if (!filter) return;
  BYTE buffer[64] = {1, 2, 3};
  const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION sent = {7, kInboxV2, sizeof buffer, buffer};
  CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION received = {};
  const HRESULT said =
      bench.call("UpdateRemoteCredential", [&] { return filter->UpdateRemoteCredential(&sent, &received); });
  if (SUCCEEDED(said) && !IsEqualGUID(received.clsidCredentialProvider, ours)) {
    bench.ledger.breach(Rule::serializationClsid, guidText(received.clsidCredentialProvider));
  }
  if (FAILED(said) && received.rgbSerialization != nullptr)
    bench.ledger.breach(Rule::serializationLeak, "refused with a buffer");
  bench.ledger.say(JsonLine("remote").number("hr", said).number("size", received.cbSerialization));
  if (received.rgbSerialization != nullptr && bench.owns(received.rgbSerialization, "remote serialization"))
    CoTaskMemFree(received.rgbSerialization);
}

}  // namespace latchkey::host
