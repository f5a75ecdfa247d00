#pragma once

#include <windows.h>

#include <functional>
#include <memory>
#include <string>

#include "provider/handles.h"
#include "worker/flow_desk.h"
#include "worker/visitor.h"

namespace latchkey {

/// One instance of the pipe with a thread of its own, which takes one client after another. Anything that is no frame
/// of ours, or comes out of turn, ends the connection: after garbage no length can be trusted.
class PipeLine final : public Line {
 public:
  /// `pipe` is overlapped; where `isConnected`, its client is there already and the only one.
  PipeLine(Handle pipe, bool isConnected, FlowDesk& desk, std::function<void(const std::string&)> note);
  /// Hangs up and waits for the thread.
  ~PipeLine() override;
  PipeLine(const PipeLine&) = delete;
  PipeLine& operator=(const PipeLine&) = delete;

  [[nodiscard]] bool write(const SecretBuffer& frame) noexcept override;

 private:
  static DWORD WINAPI start(void* self) noexcept;
  void run();
  [[nodiscard]] bool awaitClient();
  void serve(const std::shared_ptr<Visitor>& visitor);
  [[nodiscard]] bool isQuitting() const noexcept;

  Handle pipe_;
  bool isConnected_;
  FlowDesk& desk_;
  std::function<void(const std::string&)> note_;
  Handle quit_;
  Handle heard_;
  Handle written_;
  Handle thread_;
};

}  // namespace latchkey
