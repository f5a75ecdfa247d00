#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace latchkey {

/// Where the server is: always https, since a switch for plain HTTP would be used (CVE-2018-5354).
struct ServerUrl {
  /// Lower-case ASCII: a DNS name, an IPv4 address, or an IPv6 address in brackets.
  std::string host;
  std::uint16_t port = 443;

  /// `https://host` or `https://host:port`, without a slash at the end.
  [[nodiscard]] std::string text() const;
  /// `host` or `host:port`, as signatures name the server (RFC 9421 §2.2.3).
  [[nodiscard]] std::string authority() const;
  [[nodiscard]] bool operator==(const ServerUrl& other) const noexcept {
    return host == other.host && port == other.port;
  }
};

enum class UrlMistake : std::uint8_t {
  empty,
  tooLong,
  notHttps,
  badHost,
  badPort,
  /// User name or password before the host: nobody may hide the true host behind an @.
  hasUser,
  hasPath,
  badCharacter,
};

/// Reads an address as an administrator types it; spaces around it and one slash at the end are forgiven.
[[nodiscard]] std::variant<ServerUrl, UrlMistake> parseServerUrl(std::u16string_view typed) noexcept;

/// Reads `host` or `host:port`, port 443 where none is there.
[[nodiscard]] std::variant<ServerUrl, UrlMistake> parseAuthority(std::string_view typed) noexcept;

}  // namespace latchkey
