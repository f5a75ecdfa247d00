#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "flow/configuration.h"
#include "flow/message.h"
#include "flow/secret_buffer.h"
#include "provider/flow_world.h"
#include "provider/person.h"
#include "provider/picture.h"
#include "provider/words.h"

namespace latchkey {

namespace patience {
/// The worker's own budget is 60 seconds; past this it hangs.
constexpr std::uint64_t kRequestMs = 75 * 1000;
constexpr std::uint64_t kDomainMs = 5 * 1000;
/// The new password is kept no longer than this after it was typed (design section 9, "One key press").
constexpr std::uint64_t kFreshMs = 60 * 1000;
/// A LogonUI that we asked to enumerate again deselects and selects; that is no leaving.
constexpr std::uint64_t kRefreshMs = 3 * 1000;
/// The shortest of the worker's bounds: a flow that was left so long ago without the worker's being told ends.
constexpr std::uint64_t kUntoldMs = 30 * 1000;
/// Dialling has twenty seconds; past this Windows' service manager hangs.
constexpr std::uint64_t kDialMs = 30 * 1000;
constexpr int kMostDeaths = 3;
}  // namespace patience

/// Of the settings, what a flow depends on.
struct FlowPolicy {
  Language language = Language::english;
  std::u16string locale;
  std::u16string os;
  std::u16string machine;
  std::uint32_t sessionId = 0;
  std::u16string supportText;
  bool signInAfterReset = true;
  NoDomainController whenNoController = NoDomainController::warn;
};

/// One person's flow at the provider's side: what is asked, what was typed, what is waited for. It decides nothing
/// about the reset, which is the server's. All calls on LogonUI's STA; never calls the view from inside a call of
/// the view's own pull methods. May throw std::bad_alloc; the COM edge catches.
class FlowController {
 public:
  FlowController(WorkerPort& worker, Surroundings& pc, Journal& journal, Person person, FlowPolicy policy);
  ~FlowController() { wipeTyped(); }
  FlowController(const FlowController&) = delete;
  FlowController& operator=(const FlowController&) = delete;

  // ---- the view's life
  /// Somebody looks: the flow is resumed where there is one. A name that the person typed elsewhere on the tile
  /// may be given.
  void open(StepView* view, std::u16string_view knownName = {});
  /// Nobody looks any more: typed secrets are wiped, the worker's bounds start. Nothing happens where another view
  /// has taken over.
  void close(const StepView* view);
  /// The person ended it: the flow is deleted.
  void abandon();
  /// The next close and open belong to a re-enumeration that we asked for.
  void expectRefresh() noexcept;
  /// That view is going; another one that came meanwhile stays.
  void dropView(const StepView* view) noexcept {
    if (view_ == view) view_ = nullptr;
  }

  // ---- what the person does
  void type(Box box, std::u16string_view text);
  void choose(std::size_t option) noexcept;
  void submit();
  void follow(std::size_t link);
  /// Forgets what was typed; the flow goes on.
  void wipeTyped() noexcept;
  /// The session was locked, switched or disconnected: as if the view had closed, though it goes on to draw.
  void onSessionLeft() noexcept;

  // ---- what the world says
  void onConnected();
  void onLost(Failure failure, std::uint32_t detail);
  void onMessage(std::uint32_t seq, ToProvider message);
  void onDomain(DomainReach reach);
  /// About four times a second.
  void tick();

  // ---- what the view draws
  [[nodiscard]] Picture picture() const;
  [[nodiscard]] bool isBoxEmpty(Box box) const noexcept { return typedIn(box).empty(); }
  [[nodiscard]] bool isOpen() const noexcept { return isOpen_; }
  [[nodiscard]] bool isDone() const noexcept {
    return phase_ == Phase::asking && shown_.step.kind == StepKind::done;
  }

  // ---- signing in, after `done`
  [[nodiscard]] bool maySignIn() const noexcept;
  /// Hands the new password over, once, and lets the flow go; empty the second time, and a minute after it was typed.
  [[nodiscard]] SecretText takeFresh() noexcept;
  /// When the new password was typed, by the PC's clock.
  [[nodiscard]] std::uint64_t freshAt() const noexcept { return freshAt_; }
  /// Whom the new password is for: who the flow was begun for, whatever the tile's box says by now.
  [[nodiscard]] Person signInPerson() const;
  /// Windows did not take it: the password is forgotten and never tried again.
  void onSignInRefused();
  void setCanSignIn(bool can) noexcept { canSignIn_ = can; }
  [[nodiscard]] const Words& words() const noexcept { return wordsIn(policy_.language); }

 private:
  enum class Phase : std::uint8_t { intro, waiting, asking, failed };
  enum class Wire : std::uint8_t { none, dialingQuietly, dialing, up };

  [[nodiscard]] const SecretText& typedIn(Box box) const noexcept { return typed_[static_cast<std::size_t>(box)]; }
  void changed() noexcept;
  void newQuestion() noexcept { ++question_; }
  void begin();
  void dial(bool mayStart);
  void goOn();
  void request(ToWorker message);
  void submitStep();
  [[nodiscard]] bool heedsEarly() const noexcept;
  void submitEarly();
  void refuse(const char16_t* sentence);
  [[nodiscard]] const char16_t* whatIsWrongWithTyped() const;
  [[nodiscard]] Answer answerOf(ActionKind action) const;
  void afterReply();
  /// Tells the worker, which was told nothing for so many milliseconds after the view closed.
  void leave(std::uint64_t untoldMs);
  /// Has the worker told in a while, unless somebody comes back until then.
  void leaveSoon();
  void openAgain();
  void forget();
  /// Tells the worker to forget the flow, where it has nothing else to do.
  void letGo() noexcept;
  [[nodiscard]] bool isStale() const noexcept;
  void dropConnection() noexcept;
  void noteEnd();
  void takeStep(StepShown shown);
  void takeProblem(const Problem& problem);
  void fail(Failure failure, std::uint32_t detail, bool mayRetry, std::uint32_t retryAfterSeconds);
  void toIntro() noexcept;
  [[nodiscard]] bool isDomainAsked() const noexcept;
  [[nodiscard]] std::u16string username() const;
  [[nodiscard]] bool asksName() const noexcept { return mustAskName(person_) && knownName_.empty(); }
  [[nodiscard]] std::size_t linksNow() const;
  void drawIntro(Picture& picture) const;
  void drawStep(Picture& picture) const;
  void drawDone(Picture& picture) const;

  WorkerPort& worker_;
  Surroundings& pc_;
  Journal& journal_;
  Person person_;
  FlowPolicy policy_;
  StepView* view_ = nullptr;

  Phase phase_ = Phase::intro;
  Wire wire_ = Wire::none;
  bool isOpen_ = false;
  bool wantsStart_ = false;
  bool wantsResume_ = false;
  bool wantsForget_ = false;
  /// The request under way asks for something to go on with.
  bool isResuming_ = false;
  std::uint32_t seq_ = 0;
  std::uint32_t outstanding_ = 0;
  std::uint64_t askedAt_ = 0;
  std::uint64_t shownAt_ = 0;
  std::uint64_t refreshUntil_ = 0;
  /// The view closed, maybe only to come back; since then.
  bool isLeaving_ = false;
  std::uint64_t leftAt_ = 0;
  std::uint64_t dialledAt_ = 0;
  std::size_t linksShown_ = 0;

  StepShown shown_;
  bool hasStep_ = false;
  std::u16string own_;
  bool mayRetry_ = false;
  int deaths_ = 0;
  ActionKind lastAction_ = ActionKind::submit;
  std::size_t selected_ = 0;
  std::u16string knownName_;
  std::u16string name_;
  /// Of the flow that was begun or asked for last.
  std::u16string flowName_;
  std::array<SecretText, kBoxes> typed_;
  std::array<bool, kBoxes> isTooLong_{};
  std::uint32_t wiped_ = 0;
  std::uint32_t question_ = 0;

  SecretText fresh_;
  std::uint64_t freshAt_ = 0;
  bool canSignIn_ = true;
  bool signInTried_ = false;
  bool isEndNoted_ = false;

  DomainReach domain_ = DomainReach::unknown;
  std::uint64_t domainAskedAt_ = 0;
  bool domainWarned_ = false;
};

}  // namespace latchkey
