#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "provider/tile_layout.h"

namespace latchkey {

enum class Call : std::uint8_t {
  beginUpdates,
  removeOption,
  addOption,
  selectOption,
  setString,
  setShown,
  setSubmitBy,
  setOptions,
  endUpdates,
  setInteractive,
};

/// One call on LogonUI's events object.
struct Change {
  Call call = Call::beginUpdates;
  Field field = Field::image;
  /// Index, state, field or options, as the call takes it.
  std::uint32_t number = 0;
  std::u16string text;
};

/// The calls that lead from one tile to the next, in the order that LogonUI needs: combo from the end, strings,
/// states, submit button, options, then outside the batch what may be used, and the one focus last of all, since
/// before Windows 10 the first of several wins and from 10 on the last. Only differences.
[[nodiscard]] std::vector<Change> changesBetween(const Tile& before, const Tile& after, HostTraits host);

}  // namespace latchkey
