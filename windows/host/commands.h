#pragma once

#include "host/play.h"

namespace latchkey::host {

struct CommandList {
  const NamedCommand* first;
  const NamedCommand* last;
};

/// The machine and what is loaded.
[[nodiscard]] CommandList settingCommands() noexcept;
/// LogonUI comes, goes, locks; workers live and die.
[[nodiscard]] CommandList lifeCommands() noexcept;
/// What is true of the machine.
[[nodiscard]] CommandList machineCommands() noexcept;
/// What a person does and sees at a tile.
[[nodiscard]] CommandList tileCommands() noexcept;
/// What must hold.
[[nodiscard]] CommandList expectCommands() noexcept;

template <std::size_t size>
[[nodiscard]] CommandList listOf(const NamedCommand (&commands)[size]) noexcept {
  return {commands, commands + size};
}

}  // namespace latchkey::host
