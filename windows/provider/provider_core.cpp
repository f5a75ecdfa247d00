#include "provider/provider_core.h"

#include <algorithm>
#include <utility>

#include "provider/registry.h"

namespace latchkey {
namespace {

constexpr ULONGLONG kSettledMs = guard::kSettled / 10'000;

FlowPolicy policyOf(const SignInScreen& screen) {
  FlowPolicy policy;
  policy.language = screen.language;
  policy.locale = screen.locale;
  policy.os = osText(screen.version);
  policy.machine = screen.pc.machine;
  policy.sessionId = sessionId();
  policy.supportText = screen.configuration.supportText;
  policy.signInAfterReset = screen.configuration.signInAfterReset;
  policy.whenNoController = screen.configuration.whenNoDomainController;
  return policy;
}

}  // namespace

SignInScreen readScreen(OfferDecision decision) {
  SignInScreen screen;
  screen.configuration = readConfiguration();
  screen.version = windowsVersion();
  screen.host = traitsOf(screen.version);
  screen.decision = decision;
  screen.pc = pcIdentity();
  screen.locale = threadLocale();
  screen.language = languageOf(screen.locale);
  screen.linkText = screen.configuration.linkText.empty() ? std::u16string(screen.words().forgot)
                                                            : screen.configuration.linkText;
  return screen;
}

ProviderCore::ProviderCore(SignInScreen screen) : screen_(std::move(screen)) {}

ProviderCore::~ProviderCore() { settle(); }

HRESULT ProviderCore::begin(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario) {
  scenario_ = scenario;
  log_.open(journal_);
  log_.line("begin", static_cast<std::uint32_t>(scenario));
  const std::uint16_t id = eventOf(screen_.decision.reason);
  const std::u16string what = id == event::kConfiguration ? nameOf(Setting::serverUrl) : u"";
  if (id != 0) journal_.say(id, what, static_cast<std::uint32_t>(screen_.decision.reason));
  for (const Mistake& mistake : screen_.configuration.mistakes)
    journal_.say(event::kConfiguration, nameOf(mistake.setting), static_cast<std::uint32_t>(mistake.why));
  if (areFallbacksProhibited()) journal_.say(event::kProhibitFallbacks, {});
  if (startedAt_ == 0) noteStart();
  return screen_.decision.offer == Offer::nothing ? E_NOTIMPL : S_OK;
}

void ProviderCore::noteStart() {
  // Also where the guard has tripped: it notes since when.
  GuardStore::noteStart();
  if (screen_.decision.offer == Offer::nothing) return;
  startedAt_ = GetTickCount64();
  const bool isWrap = screen_.decision.offer == Offer::wrap;
  journal_.say(event::kStarted, (isWrap ? u"wrap " : u"tile ") + osText(screen_.version),
               static_cast<std::uint32_t>(scenario_));
}

void ProviderCore::settle() noexcept {
  if (startedAt_ == 0) return;
  startedAt_ = 0;
  try {
    GuardStore::noteSettled();
  } catch (...) {
    // Out of memory at the very end: the next start counts one too many, no more.
  }
}

void ProviderCore::unadvise() noexcept {
  log_.line("unadvise");
  poke_->set(nullptr, 0);
  settle();
}

std::shared_ptr<PersonFlow> ProviderCore::flowOf(const Person& person) {
  auto& flow = flows_[person.sid];
  if (!flow) {
    flow = std::make_shared<PersonFlow>(person, policyOf(screen_), journal_, window_.get(), poke_);
    flow->controller().setCanSignIn(screen_.pc.isDomainMember);
  }
  return flow;
}

void ProviderCore::removeTicked(Ticked* one) noexcept {
  ticked_.erase(std::remove(ticked_.begin(), ticked_.end(), one), ticked_.end());
}

void ProviderCore::tellTicked(void (Ticked::*what)() noexcept) {
  const auto ticked = ticked_;
  std::vector<ComPtr<IUnknown>> held;
  held.reserve(ticked.size());
  for (Ticked* one : ticked) held.push_back(ComPtr<IUnknown>::share(&one->object()));
  for (Ticked* one : ticked) (one->*what)();
}

void ProviderCore::onWake() noexcept {
  guarded([this] {
    // A copy: a step may make LogonUI let go of a tile.
    const auto flows = flows_;
    for (const auto& [sid, flow] : flows) flow->drain();
    return S_OK;
  });
}

void ProviderCore::onTick() noexcept {
  guarded([this] {
    if (startedAt_ != 0 && GetTickCount64() - startedAt_ >= kSettledMs) settle();
    const auto flows = flows_;
    for (const auto& [sid, flow] : flows) flow->tick();
    tellTicked(&Ticked::onTick);
    return S_OK;
  });
}

void ProviderCore::onSessionLeft() noexcept {
  log_.line("session left");
  guarded([this] {
    const auto flows = flows_;
    for (const auto& [sid, flow] : flows) flow->controller().onSessionLeft();
    tellTicked(&Ticked::onSessionLeft);
    return S_OK;
  });
}

void ProviderCore::onSessionCame() noexcept {
  log_.line("session came");
  // A sign-in screen of the console that is looked at from afar now: LogonUI asks again what there is.
  poke_->poke();
}

Person otherUser() { return {}; }

Person personOf(ICredentialProviderUser& user, const PcIdentity& pc) {
  Person person;
  LPWSTR text = nullptr;
  if (SUCCEEDED(user.GetSid(&text))) person.sid = takeText(text);
  text = nullptr;
  if (SUCCEEDED(user.GetStringValue(userkey::kQualifiedName, &text))) {
    const Person named = personOfTyped(takeText(text));
    person.domain = named.domain;
    person.name = named.name;
  }
  GUID provider = {};
  const bool isKnownKind = SUCCEEDED(user.GetProviderID(&provider)) && IsEqualGUID(provider, kind::kLocalUsers);
  // Windows names the authority of accounts that live in the cloud instead of a domain.
  const bool isCloud = person.domain == u"MicrosoftAccount" || person.domain == u"AzureAD";
  const auto isSame = [](const std::u16string& a, const std::u16string& b) {
    return CompareStringOrdinal(wide(a), -1, wide(b), -1, TRUE) == CSTR_EQUAL;
  };
  if (isCloud || (!isKnownKind && person.domain.empty())) {
    person.account = Account::connected;
  } else if (!pc.isDomainMember || person.domain.empty() || isSame(person.domain, pc.machine)) {
    person.account = Account::local;
  } else {
    person.account = Account::domain;
  }
  return person;
}

}  // namespace latchkey
