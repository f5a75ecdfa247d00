#pragma once

#include <cstdint>

#include "flow/configuration.h"

namespace latchkey {

/// What is true of this PC when LogonUI loads us. Gathered by facts_gatherer, so that every rule below is a pure
/// function with a test.
struct PcFacts {
  /// Policy and settings allow the add-in, and an address is configured.
  bool enabled = false;
  bool configured = false;
  /// Wrap or tile, never automatic.
  UiMode mode = UiMode::tile;
  /// `Disabled` in our provider's key, or our name in ExcludedCredentialProviders.
  bool switchedOff = false;
  /// The same for the in-box password provider.
  bool inboxSwitchedOff = false;
  /// A filter other than Windows' own and ours is registered.
  bool foreignFilter = false;
  bool microsoftAddIn = false;
  /// Windows signs somebody in by itself; a wrapped tile breaks that.
  bool autoAdminLogon = false;
  bool safeMode = false;
  bool remoteSession = false;
  bool remoteAllowed = false;
  /// The crash-loop guard is clear.
  bool guardClear = false;
};

/// What the add-in does at this sign-in screen.
enum class Offer : std::uint8_t { nothing, tile, wrap };

/// Why it is less than the settings ask for; the event behind each is in `eventOf`.
enum class Reason : std::uint8_t {
  none,
  disabled,
  notConfigured,
  switchedOff,
  safeMode,
  remoteSession,
  crashLoop,
  microsoftAddIn,
  foreignFilter,
  autoAdminLogon,
  inboxSwitchedOff,
};

struct OfferDecision {
  Offer offer = Offer::nothing;
  Reason reason = Reason::none;
};

/// Nothing, Tile or Wrap. Where Wrap is asked for and may not be, Tile: it filters nothing and locks nobody out.
[[nodiscard]] OfferDecision decideOffer(const PcFacts& facts) noexcept;

/// The event that tells an administrator, or 0 where silence is right.
[[nodiscard]] std::uint16_t eventOf(Reason reason) noexcept;

}  // namespace latchkey
