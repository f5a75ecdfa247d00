#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "flow/pins.h"
#include "flow/server_url.h"

namespace latchkey {

/// The registry value names are in `nameOf`, the same under both keys.
enum class Setting : std::uint8_t {
  enabled,
  serverUrl,
  uiMode,
  linkText,
  supportText,
  proxy,
  pacUrl,
  pinnedSpki,
  checkRevocation,
  enableLogging,
  allowRemote,
  showForLocalAccounts,
  signInAfterReset,
  whenNoDomainController,
};
constexpr std::size_t kSettings = 14;

/// In falling precedence (design section 9): policy, the command line of the installer, what an earlier
/// install stored, what the package carries.
enum class Source : std::uint8_t { policy, commandLine, stored, package };

/// The value name, as in the registry and in docs/admin-registry.md.
[[nodiscard]] const char16_t* nameOf(Setting setting) noexcept;

/// There is a value, of a type or a size that nobody asked for, or that we may not read. Never as if it were absent:
/// it may be the pin or the switch by which an administrator wanted less to be allowed.
struct Unreadable {};
/// REG_SZ, REG_DWORD or REG_MULTI_SZ, as it was read.
using RawValue = std::variant<std::u16string, std::uint32_t, std::vector<std::u16string>, Unreadable>;
using Layer = std::map<Setting, RawValue>;

/// What was read, one layer for each source; an absent layer is an empty one.
struct Layers {
  Layer policy;
  Layer commandLine;
  Layer stored;
  Layer package;
};

enum class UiMode : std::uint8_t { automatic, wrap, tile };
enum class Revocation : std::uint8_t { off, hard, soft };
enum class NoDomainController : std::uint8_t { ignore, warn, block };

/// How the way out is found. `automatic` is machine proxy, then WPAD and PAC, then direct.
enum class ProxyKind : std::uint8_t { automatic, direct, fixed };
struct Proxy {
  ProxyKind kind = ProxyKind::automatic;
  /// `host:port`, lower case; of `fixed` only.
  std::string address;
};

enum class Why : std::uint8_t { wrongType, notAllowed, tooLong, badUrl, badPin, badProxy };

/// A value that could not be used; an event names the value, never what was in it.
struct Mistake {
  Setting setting;
  Source source;
  Why why;
};

struct Configuration {
  bool enabled = true;
  std::optional<ServerUrl> serverUrl;
  UiMode uiMode = UiMode::automatic;
  /// Empty means our own words in the person's language.
  std::u16string linkText;
  std::u16string supportText;
  Proxy proxy;
  std::string pacUrl;
  std::vector<Pin> pins;
  Revocation revocation = Revocation::soft;
  bool enableLogging = false;
  bool allowRemote = false;
  bool showForLocalAccounts = true;
  bool signInAfterReset = true;
  NoDomainController whenNoDomainController = NoDomainController::warn;
  std::vector<Mistake> mistakes;

  /// Whether a flow may run at all. False with no address, or where a value that guards the connection was
  /// wrong: falling back to less security than the administrator asked for is worse than showing nothing.
  [[nodiscard]] bool isUsable() const noexcept;
};

/// Takes each setting from the first source that has it. A wrong value is reported and gives the default; it
/// doesn't uncover the value of a weaker source.
[[nodiscard]] Configuration resolve(const Layers& layers) noexcept;

/// Wrap or tile for a Windows version: `automatic` wraps before 10.0, where the design does.
[[nodiscard]] UiMode resolvedMode(UiMode asked, std::uint32_t majorVersion) noexcept;

}  // namespace latchkey
