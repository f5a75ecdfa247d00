#pragma once

#include <cstdint>
#include <string>

#include "provider/crash_guard.h"
#include "provider/flow_world.h"
#include "provider/pc_facts.h"
#include "provider/tile_layout.h"

namespace latchkey {

struct WindowsVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::uint32_t build = 0;
  bool isServer = false;
};
/// What Windows says it is, not what a manifest allows it to say.
[[nodiscard]] WindowsVersion windowsVersion() noexcept;
/// `major.minor.build`, with `-server` on a server edition.
[[nodiscard]] std::u16string osText(const WindowsVersion& version);
[[nodiscard]] HostTraits traitsOf(const WindowsVersion& version) noexcept;

struct PcIdentity {
  std::u16string machine;
  bool isDomainMember = false;
  /// NetBIOS name of the domain that the PC is a member of.
  std::u16string domain;
};
[[nodiscard]] PcIdentity pcIdentity();

/// Milliseconds that never go back and count the PC's sleep.
[[nodiscard]] std::uint64_t pcNowMs() noexcept;

/// Whether a domain controller answers. May take seconds: never on the STA.
[[nodiscard]] DomainReach domainReach() noexcept;

[[nodiscard]] std::u16string threadLocale();
[[nodiscard]] Language threadLanguage();
[[nodiscard]] std::uint32_t sessionId() noexcept;
/// The PC's own date and time so many seconds from now, as its locale writes it.
[[nodiscard]] std::u16string localTimeText(std::uint32_t secondsFromNow);

/// Everything that the offer depends on, read at this moment.
[[nodiscard]] PcFacts gatherFacts(const Configuration& configuration, const WindowsVersion& version);
/// Whether whoever looks at this session sits somewhere else.
[[nodiscard]] bool isRemoteSession();
/// Whether ProhibitFallbacks is set, which takes safe mode's way out away.
[[nodiscard]] bool areFallbacksProhibited();

/// The crash-loop guard's memory in HKLM\SOFTWARE\Latchkey\State.
class GuardStore {
 public:
  [[nodiscard]] static bool isClear();
  static void noteStart();
  static void noteSettled();
};

}  // namespace latchkey
