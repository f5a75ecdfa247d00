#include "flow/server_url.h"

#include <cstddef>

namespace latchkey {
namespace {

constexpr std::size_t kLongest = 300;
constexpr std::size_t kLongestHost = 253;
constexpr std::string_view kScheme = "https://";

bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }
bool isHex(char c) noexcept { return isDigit(c) || (c >= 'a' && c <= 'f'); }
bool isLetterOrDigit(char c) noexcept { return isDigit(c) || (c >= 'a' && c <= 'z'); }
char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Names beyond ASCII are typed in their xn-- form: two letters that look alike must not lead to two servers.
std::variant<std::string, UrlMistake> asciiOf(std::u16string_view typed) {
  while (!typed.empty() && typed.front() == u' ') typed.remove_prefix(1);
  while (!typed.empty() && typed.back() == u' ') typed.remove_suffix(1);
  if (typed.empty()) return UrlMistake::empty;
  if (typed.size() > kLongest) return UrlMistake::tooLong;
  std::string text;
  for (const char16_t unit : typed) {
    if (unit <= u' ' || unit >= 0x7F) return UrlMistake::badCharacter;
    text.push_back(static_cast<char>(unit));
  }
  return text;
}

bool startsWithScheme(std::string_view text) noexcept {
  if (text.size() < kScheme.size()) return false;
  for (std::size_t i = 0; i < kScheme.size(); ++i) {
    if (lower(text[i]) != kScheme[i]) return false;
  }
  return true;
}

bool isLabel(std::string_view label) noexcept {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  for (const char c : label) {
    if (!isLetterOrDigit(c) && c != '-') return false;
  }
  return true;
}

// RFC 1123 §2.1, without a dot at the end.
bool isHostName(std::string_view host) noexcept {
  if (host.empty() || host.size() > kLongestHost) return false;
  for (;;) {
    const std::size_t dot = host.find('.');
    if (!isLabel(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

// What is in the brackets is judged by Windows; here only nothing that could mean something else passes.
bool isBracketed(std::string_view host) noexcept {
  if (host.size() < 4 || host.size() > 47 || host.front() != '[' || host.back() != ']') return false;
  for (const char c : host.substr(1, host.size() - 2)) {
    if (!isHex(c) && c != ':' && c != '.') return false;
  }
  return true;
}

std::variant<std::uint16_t, UrlMistake> portOf(std::string_view digits) noexcept {
  if (digits.empty() || digits.size() > 5) return UrlMistake::badPort;
  std::uint32_t port = 0;
  for (const char c : digits) {
    if (!isDigit(c)) return UrlMistake::badPort;
    port = port * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (port < 1 || port > 65535) return UrlMistake::badPort;
  return static_cast<std::uint16_t>(port);
}

}  // namespace

std::variant<ServerUrl, UrlMistake> parseAuthority(std::string_view typed) noexcept try {
  if (typed.find('@') != std::string_view::npos) return UrlMistake::hasUser;
  std::string authority;
  for (const char c : typed) authority.push_back(lower(c));
  const std::size_t bracket = authority.find(']');
  const std::size_t colon = authority.find(':', bracket == std::string::npos ? 0 : bracket);
  ServerUrl url;
  url.host = authority.substr(0, colon);
  if (!isHostName(url.host) && !isBracketed(url.host)) return UrlMistake::badHost;
  if (colon == std::string::npos) return url;
  const auto port = portOf(std::string_view(authority).substr(colon + 1));
  if (const auto* mistake = std::get_if<UrlMistake>(&port)) return *mistake;
  url.port = *std::get_if<std::uint16_t>(&port);
  return url;
} catch (...) {
  return UrlMistake::tooLong;
}

std::variant<ServerUrl, UrlMistake> parseServerUrl(std::u16string_view typed) noexcept try {
  const auto ascii = asciiOf(typed);
  if (const auto* mistake = std::get_if<UrlMistake>(&ascii)) return *mistake;
  std::string_view rest = *std::get_if<std::string>(&ascii);
  if (!startsWithScheme(rest)) return UrlMistake::notHttps;
  rest.remove_prefix(kScheme.size());
  if (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);
  if (rest.find_first_of("/?#\\") != std::string_view::npos) return UrlMistake::hasPath;
  return parseAuthority(rest);
} catch (...) {
  return UrlMistake::tooLong;
}

std::string ServerUrl::text() const { return std::string(kScheme) + authority(); }

std::string ServerUrl::authority() const { return port == 443 ? host : host + ":" + std::to_string(port); }

}  // namespace latchkey
