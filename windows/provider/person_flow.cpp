#include "provider/person_flow.h"

#include <type_traits>
#include <utility>

#include "provider/this_pc.h"

namespace latchkey {

PersonFlow::PersonFlow(Person person, FlowPolicy policy, Journal& journal, HWND window,
                       std::shared_ptr<HostPoke> poke)
    : mailbox_(std::make_shared<Mailbox>(window, std::move(poke))),
      probeQuit_(std::make_shared<Handle>(CreateEventW(nullptr, TRUE, FALSE, nullptr))),
      controller_(*this, *this, journal, std::move(person), std::move(policy)) {}

PersonFlow::~PersonFlow() {
  SetEvent(probeQuit_->get());
  line_.reset();
  waitShortly(probe_);
}

void PersonFlow::open(StepView* view, std::u16string_view knownName) {
  drain();
  heedPoke();
  controller_.open(view, knownName);
}

void PersonFlow::close(const StepView* view) {
  heedPoke();
  controller_.close(view);
}

void PersonFlow::heedPoke() {
  const std::uint64_t at = mailbox_->takePokedAt();
  if (at != 0 && GetTickCount64() - at <= patience::kRefreshMs) controller_.expectRefresh();
}

void PersonFlow::drain() {
  // A view may call back while it draws what the first parcel brought.
  if (isDraining_) return;
  isDraining_ = true;
  struct Done {
    bool& flag;
    ~Done() { flag = false; }
  } const done{isDraining_};
  Parcel parcel;
  while (mailbox_->take(parcel)) take(parcel);
}

void PersonFlow::take(Parcel& parcel) {
  const bool isOfOldLine = parcel.line != 0 && (!line_ || line_->number() != parcel.line);
  if (isOfOldLine) return;
  if (std::holds_alternative<Connected>(parcel.letter)) return controller_.onConnected();
  if (auto* arrived = std::get_if<Arrived>(&parcel.letter))
    return controller_.onMessage(arrived->seq, std::move(arrived->message));
  if (const auto* domain = std::get_if<DomainAnswered>(&parcel.letter)) return controller_.onDomain(domain->reach);
  const Lost lost = std::get<Lost>(parcel.letter);
  line_.reset();
  controller_.onLost(lost.failure, lost.detail);
}

void PersonFlow::tick() {
  drain();
  controller_.tick();
}

void PersonFlow::connect(bool mayStart) {
  line_.reset();
  line_.emplace(++lines_, mayStart, mailbox_);
}

bool PersonFlow::send(std::uint32_t seq, const ToWorker& message) { return line_ && line_->send(seq, message); }

void PersonFlow::disconnect() noexcept { line_.reset(); }

void PersonFlow::leaveIn(std::uint32_t seq, std::uint64_t ms) {
  if (line_) line_->leaveIn(seq, static_cast<DWORD>(ms));
}

bool PersonFlow::stay() noexcept { return !line_ || line_->stay(); }

std::uint64_t PersonFlow::nowMs() noexcept { return pcNowMs(); }

std::u16string PersonFlow::timeText(std::uint32_t secondsFromNow) { return localTimeText(secondsFromNow); }

void PersonFlow::probeDomain() {
  // One at a time: a controller that is hard to find must not pile up threads behind a person who clicks around.
  if (probe_ && WaitForSingleObject(probe_.get(), 0) == WAIT_TIMEOUT) return;
  probe_ = startThread([mailbox = mailbox_, quit = probeQuit_] {
    mailbox->deliver({0, DomainAnswered{domainReach()}}, quit->get());
  });
}

}  // namespace latchkey
