#include "host/filter_check.h"

#include "host/abi/com_object.h"

namespace latchkey::host {
namespace {

bool isInBox(const GUID& provider) noexcept {
  return IsEqualGUID(provider, abi::kInBoxV1) || IsEqualGUID(provider, abi::kInBoxV2);
}

bool isLogon(abi::Scenario scenario) noexcept { return scenario == abi::kLogon || scenario == abi::kUnlock; }

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

ComRef<abi::Filter> makeFilter(Bench& bench, ProviderModule& module, const GUID& filterClass) {
  auto filter = module.create<abi::Filter>(bench, filterClass, abi::iid::kFilter);
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
    return filter->Filter_(bench.scenario, 0, list.providers.data(), list.allowed.data(),
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
  const abi::Serialization sent = {7, abi::kInBoxV2, sizeof buffer, buffer};
  abi::Serialization received = {};
  const HRESULT said =
      bench.call("UpdateRemoteCredential", [&] { return filter->UpdateRemoteCredential(&sent, &received); });
  if (SUCCEEDED(said) && !IsEqualGUID(received.provider, ours)) {
    bench.ledger.breach(Rule::serializationClsid, guidText(received.provider));
  }
  if (FAILED(said) && received.bytes != nullptr) bench.ledger.breach(Rule::serializationLeak, "refused with a buffer");
  bench.ledger.say(JsonLine("remote").number("hr", said).number("size", received.size));
  if (received.bytes != nullptr && bench.owns(received.bytes, "remote serialization")) CoTaskMemFree(received.bytes);
}

}  // namespace latchkey::host
