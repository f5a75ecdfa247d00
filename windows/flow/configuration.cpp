#include "flow/configuration.h"

#include <algorithm>
#include <iterator>

#include "flow/setting_reader.h"
#include "flow/step.h"
#include "flow/utf.h"

namespace latchkey {
namespace {

constexpr const char16_t* kNames[kSettings] = {
    u"Enabled",          u"ServerUrl",
    u"UiMode",           u"LinkText",
    u"SupportText",      u"Proxy",
    u"PacUrl",           u"PinnedSpki",
    u"CheckRevocation",  u"EnableLogging",
    u"AllowRemote",      u"ShowForLocalAccounts",
    u"SignInAfterReset", u"WhenNoDomainController",
};

// Without these being as the administrator meant them, a connection could be less secure than was asked for.
// The switch is one of them: whoever wrote something there did not mean "on".
constexpr Setting kGuards[] = {Setting::enabled, Setting::serverUrl, Setting::pinnedSpki,
                               Setting::proxy,   Setting::pacUrl,    Setting::checkRevocation};

void readServerUrl(SettingReader& reader, Configuration& into) {
  const auto found = reader.text(Setting::serverUrl);
  if (!found) return;
  const auto url = parseServerUrl(found->value);
  if (const auto* good = std::get_if<ServerUrl>(&url))
    into.serverUrl = *good;
  else
    reader.report(Setting::serverUrl, found->source, Why::badUrl);
}

void readPins(SettingReader& reader, Configuration& into) {
  const auto found = reader.text(Setting::pinnedSpki);
  if (!found) return;
  const auto pins = parsePins(found->value);
  const auto* good = std::get_if<std::vector<Pin>>(&pins);
  const bool isBlank = found->value.find_first_not_of(u" \t\r\n") == std::u16string::npos;
  // Separators alone give no pin, which would mean that every certificate is as good as another.
  if (good != nullptr && (!good->empty() || isBlank))
    into.pins = *good;
  else
    reader.report(Setting::pinnedSpki, found->source, Why::badPin);
}

std::optional<std::string> proxyAddress(const std::u16string& typed) {
  const auto ascii = utf8From(typed);
  if (!ascii) return std::nullopt;
  const auto authority = parseAuthority(*ascii);
  // A proxy without a port would be asked at 443, which nobody means.
  const auto* good = std::get_if<ServerUrl>(&authority);
  if (good == nullptr || ascii->size() <= good->host.size()) return std::nullopt;
  return good->host + ":" + std::to_string(good->port);
}

void readProxy(SettingReader& reader, Configuration& into) {
  const auto found = reader.text(Setting::proxy);
  if (!found || equalIgnoringCase(found->value, u"auto")) return;
  if (equalIgnoringCase(found->value, u"direct")) {
    into.proxy.kind = ProxyKind::direct;
    return;
  }
  const auto address = proxyAddress(found->value);
  if (!address) return reader.report(Setting::proxy, found->source, Why::badProxy);
  into.proxy = {ProxyKind::fixed, *address};
}

// A PAC file may come by plain HTTP, as it does everywhere: it only chooses the way, TLS guards what goes
// along it.
bool isPacUrl(std::string_view url) noexcept {
  const bool isWeb = url.rfind("http://", 0) == 0 || url.rfind("https://", 0) == 0;
  const auto isPlain = [](char c) { return c > ' ' && c < 0x7F; };
  return isWeb && url.size() <= 1024 && std::all_of(url.begin(), url.end(), isPlain);
}

void readPacUrl(SettingReader& reader, Configuration& into) {
  const auto found = reader.text(Setting::pacUrl);
  if (!found) return;
  const auto url = utf8From(found->value);
  if (url && isPacUrl(*url))
    into.pacUrl = *url;
  else
    reader.report(Setting::pacUrl, found->source, Why::badUrl);
}

void readRevocation(SettingReader& reader, Configuration& into) {
  const auto found = reader.number(Setting::checkRevocation);
  if (!found) return;
  if (found->value > 2) return reader.report(Setting::checkRevocation, found->source, Why::notAllowed);
  into.revocation = static_cast<Revocation>(found->value);
}

void readConnection(SettingReader& reader, Configuration& into) {
  readServerUrl(reader, into);
  readPins(reader, into);
  readProxy(reader, into);
  readPacUrl(reader, into);
  readRevocation(reader, into);
}

void readAppearance(SettingReader& reader, Configuration& into) {
  reader.readChoice<UiMode>(Setting::uiMode, into.uiMode,
                            {{u"auto", UiMode::automatic}, {u"wrap", UiMode::wrap}, {u"tile", UiMode::tile}});
  reader.readChoice<NoDomainController>(Setting::whenNoDomainController, into.whenNoDomainController,
                                        {{u"ignore", NoDomainController::ignore},
                                         {u"warn", NoDomainController::warn},
                                         {u"block", NoDomainController::block}});
  reader.readLine(Setting::linkText, into.linkText, cap::kLabel);
  reader.readLine(Setting::supportText, into.supportText, cap::kHelpdesk);
  reader.readSwitch(Setting::showForLocalAccounts, into.showForLocalAccounts);
  reader.readSwitch(Setting::signInAfterReset, into.signInAfterReset);
}

}  // namespace

const char16_t* nameOf(Setting setting) noexcept {
  const auto index = static_cast<std::size_t>(setting);
  return index < kSettings ? kNames[index] : u"";
}

bool Configuration::isUsable() const noexcept {
  const auto guards = [](const Mistake& mistake) {
    return std::find(std::begin(kGuards), std::end(kGuards), mistake.setting) != std::end(kGuards);
  };
  return enabled && serverUrl && std::none_of(mistakes.begin(), mistakes.end(), guards);
}

Configuration resolve(const Layers& layers) noexcept try {
  Configuration resolved;
  SettingReader reader(layers, resolved.mistakes);
  reader.readSwitch(Setting::enabled, resolved.enabled);
  readConnection(reader, resolved);
  readAppearance(reader, resolved);
  reader.readSwitch(Setting::enableLogging, resolved.enableLogging);
  reader.readSwitch(Setting::allowRemote, resolved.allowRemote);
  return resolved;
} catch (...) {
  Configuration nothing;
  nothing.enabled = false;
  return nothing;
}

UiMode resolvedMode(UiMode asked, std::uint32_t majorVersion) noexcept {
  if (asked != UiMode::automatic) return asked;
  return majorVersion < 10 ? UiMode::wrap : UiMode::tile;
}

}  // namespace latchkey
