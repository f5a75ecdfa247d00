#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "com/credential_provider.h"
#include "flow/configuration.h"
#include "provider/event_journal.h"
#include "provider/host_poke.h"
#include "provider/person_flow.h"
#include "provider/sta_window.h"
#include "provider/this_pc.h"
#include "provider/verbose_log.h"

namespace latchkey {

/// What a sign-in screen needs, read once when LogonUI says for what it wants the provider.
struct SignInScreen {
  Configuration configuration;
  OfferDecision decision;
  WindowsVersion version;
  HostTraits host;
  PcIdentity pc;
  Language language = Language::english;
  std::u16string locale;
  /// "Forgot password?", or what policy says instead.
  std::u16string linkText;

  [[nodiscard]] const Words& words() const noexcept { return wordsIn(language); }
};
[[nodiscard]] SignInScreen readScreen(OfferDecision decision);

/// Something that wants to hear the clock.
class Ticked {
 public:
  virtual ~Ticked() = default;
  /// What is to be held while it hears.
  [[nodiscard]] virtual IUnknown& object() noexcept = 0;
  virtual void onTick() noexcept = 0;
  virtual void onSessionLeft() noexcept = 0;
};

/// The half that both providers share: flows of people, the window, the guard, the log. One for each provider
/// object, STA only.
class ProviderCore final : public StaWindow::Listener, public std::enable_shared_from_this<ProviderCore> {
 public:
  explicit ProviderCore(SignInScreen screen);
  ~ProviderCore() override;

  /// E_NOTIMPL where the add-in stays out. Counts the start for the crash-loop guard.
  [[nodiscard]] HRESULT begin(CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario);
  [[nodiscard]] CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario() const noexcept { return scenario_; }
  void advise(ICredentialProviderEvents* events, UINT_PTR context) noexcept { poke_->set(events, context); }
  /// An orderly end.
  void unadvise() noexcept;
  /// Windows took a sign-in: this LogonUI did not die of us, however soon it ends.
  void signedIn() noexcept { settle(); }

  /// The flow of a person, the same one as long as this provider lives.
  [[nodiscard]] std::shared_ptr<PersonFlow> flowOf(const Person& person);
  [[nodiscard]] const SignInScreen& screen() const noexcept { return screen_; }
  [[nodiscard]] EventJournal& journal() noexcept { return journal_; }
  [[nodiscard]] VerboseLog& log() noexcept { return log_; }
  /// The session is a remote one by now, and policy wants nothing of ours there.
  [[nodiscard]] bool isRefusedRemotely() const { return !screen_.configuration.allowRemote && isRemoteSession(); }
  void addTicked(Ticked* one) { ticked_.push_back(one); }
  void removeTicked(Ticked* one) noexcept;

 private:
  [[nodiscard]] std::shared_ptr<void> hold() noexcept override { return weak_from_this().lock(); }
  void onWake() noexcept override;
  void onTick() noexcept override;
  void onSessionLeft() noexcept override;
  void onSessionCame() noexcept override;
  /// Calls each, which may make LogonUI release it or the next one.
  void tellTicked(void (Ticked::*what)() noexcept);
  void noteStart();
  void settle() noexcept;

  SignInScreen screen_;
  EventJournal journal_;
  VerboseLog log_;
  std::shared_ptr<HostPoke> poke_ = std::make_shared<HostPoke>();
  StaWindow window_{*this};
  CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario_ = CPUS_INVALID;
  std::map<std::u16string, std::shared_ptr<PersonFlow>> flows_;
  std::vector<Ticked*> ticked_;
  ULONGLONG startedAt_ = 0;
};

/// Whom LogonUI lists, with the kind of account.
[[nodiscard]] Person personOf(ICredentialProviderUser& user, const PcIdentity& pc);
/// The tile for nobody in particular.
[[nodiscard]] Person otherUser();

}  // namespace latchkey
