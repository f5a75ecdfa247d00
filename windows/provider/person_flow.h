#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "provider/background.h"
#include "provider/flow_controller.h"
#include "provider/mailbox.h"
#include "provider/worker_line.h"

namespace latchkey {

/// One person's flow in this LogonUI: the controller, its connection and its mailbox. STA only. Outlives tiles, not
/// the provider; across LogonUIs it is the worker that remembers.
class PersonFlow final : public WorkerPort, public Surroundings {
 public:
  PersonFlow(Person person, FlowPolicy policy, Journal& journal, HWND window, std::shared_ptr<HostPoke> poke);
  ~PersonFlow() override;

  [[nodiscard]] FlowController& controller() noexcept { return controller_; }
  void open(StepView* view, std::u16string_view knownName = {});
  void close(const StepView* view);
  /// Takes what other threads left. Every call of LogonUI begins with it, so that a LogonUI that doesn't dispatch
  /// our window still gets each step.
  void drain();
  void tick();

 private:
  void connect(bool mayStart) override;
  bool send(std::uint32_t seq, const ToWorker& message) override;
  void disconnect() noexcept override;
  void leaveIn(std::uint32_t seq, std::uint64_t ms) override;
  bool stay() noexcept override;
  std::uint64_t nowMs() noexcept override;
  std::u16string timeText(std::uint32_t secondsFromNow) override;
  void probeDomain() override;
  void take(Parcel& parcel);
  void heedPoke();

  std::shared_ptr<Mailbox> mailbox_;
  std::optional<WorkerLine> line_;
  std::uint32_t lines_ = 0;
  bool isDraining_ = false;
  std::shared_ptr<Handle> probeQuit_;
  Handle probe_;
  FlowController controller_;
};

}  // namespace latchkey
