#pragma once

#include <cstdint>

#include "provider/pc_facts.h"

namespace latchkey {

/// What LogonUI's list says when it asks the filter.
struct FilterFacts {
  /// LOGON or UNLOCK_WORKSTATION.
  bool isSignIn = false;
  bool oursListed = false;
  bool oursAllowed = false;
  bool inboxListed = false;
};

/// What each of the ten conditions stands for; `hide` is the only verdict that touches the list.
enum class FilterVerdict : std::uint8_t {
  hide,
  otherScenario,
  notWrapping,
  oursMissing,
  oursRefused,
  inboxMissing,
};

/// Hides the in-box tile only if its wrapped twin is certain to be there; every doubt leaves the list alone, as a
/// hidden tile without a twin locks everybody out (reference section 2.4). `notWrapping` stands for conditions
/// 2, 4, 5, 6, 7, 8, 9 and 10, whose reason is in the offer, which the provider goes by too.
[[nodiscard]] FilterVerdict decideFilter(OfferDecision offer, const FilterFacts& facts) noexcept;

}  // namespace latchkey
