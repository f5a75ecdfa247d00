#include "flow/configuration.h"

#include <doctest/doctest.h>

#include <set>

using namespace latchkey;

namespace {

const std::u16string kUrl = u"https://reset.example.org";
const std::u16string kPin = u"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

Configuration withPolicy(Setting setting, RawValue value) {
  Layers layers;
  layers.stored[Setting::serverUrl] = kUrl;
  layers.policy[setting] = std::move(value);
  return resolve(layers);
}

void checkMistake(const Configuration& configuration, Setting setting, Why why) {
  REQUIRE(configuration.mistakes.size() == 1);
  CHECK(configuration.mistakes[0].setting == setting);
  CHECK(configuration.mistakes[0].source == Source::policy);
  CHECK(configuration.mistakes[0].why == why);
}

}  // namespace

TEST_CASE("is not usable without an address, and has safe values for everything else") {
  const Configuration nothing = resolve({});
  CHECK_FALSE(nothing.isUsable());
  CHECK(nothing.mistakes.empty());
  CHECK(nothing.uiMode == UiMode::automatic);
  CHECK(nothing.revocation == Revocation::soft);
  CHECK_FALSE(nothing.allowRemote);
  CHECK_FALSE(nothing.enableLogging);
  CHECK(nothing.signInAfterReset);
}

TEST_CASE("takes each setting from policy, command line, stored and package, in that order") {
  Layers layers;
  layers.package[Setting::serverUrl] = std::u16string(u"https://package.example");
  CHECK(resolve(layers).serverUrl->host == "package.example");
  layers.stored[Setting::serverUrl] = std::u16string(u"https://stored.example");
  CHECK(resolve(layers).serverUrl->host == "stored.example");
  layers.commandLine[Setting::serverUrl] = std::u16string(u"https://typed.example");
  CHECK(resolve(layers).serverUrl->host == "typed.example");
  layers.policy[Setting::serverUrl] = std::u16string(u"https://policy.example");
  CHECK(resolve(layers).serverUrl->host == "policy.example");
  CHECK(resolve(layers).isUsable());
}

TEST_CASE("an empty text counts as absent") {
  Layers layers;
  layers.stored[Setting::serverUrl] = kUrl;
  layers.policy[Setting::serverUrl] = std::u16string();
  layers.policy[Setting::pinnedSpki] = std::vector<std::u16string>{u"", u""};
  CHECK(resolve(layers).isUsable());
}

TEST_CASE("a wrong address in policy does not uncover a weaker source") {
  const Configuration resolved = withPolicy(Setting::serverUrl, std::u16string(u"http://reset.example.org"));
  checkMistake(resolved, Setting::serverUrl, Why::badUrl);
  CHECK_FALSE(resolved.serverUrl);
  CHECK_FALSE(resolved.isUsable());
}

TEST_CASE("a value that guards the connection and is wrong stops everything") {
  CHECK_FALSE(withPolicy(Setting::pinnedSpki, std::vector<std::u16string>{kPin, u"x"}).isUsable());
  CHECK_FALSE(withPolicy(Setting::proxy, std::u16string(u"http://proxy")).isUsable());
  CHECK_FALSE(withPolicy(Setting::checkRevocation, 3u).isUsable());
  CHECK_FALSE(withPolicy(Setting::pacUrl, std::u16string(u"file://c/x.pac")).isUsable());
  checkMistake(withPolicy(Setting::pinnedSpki, 1u), Setting::pinnedSpki, Why::wrongType);
}

TEST_CASE("a wrong value of appearance is reported and leaves the default") {
  const Configuration resolved = withPolicy(Setting::uiMode, std::u16string(u"popup"));
  checkMistake(resolved, Setting::uiMode, Why::notAllowed);
  CHECK(resolved.uiMode == UiMode::automatic);
  CHECK(resolved.isUsable());
  checkMistake(withPolicy(Setting::enableLogging, 2u), Setting::enableLogging, Why::notAllowed);
  checkMistake(withPolicy(Setting::enableLogging, std::u16string(u"yes")), Setting::enableLogging,
               Why::wrongType);
}

TEST_CASE("reads every kind of value") {
  CHECK(withPolicy(Setting::uiMode, std::u16string(u"Wrap")).uiMode == UiMode::wrap);
  CHECK(withPolicy(Setting::whenNoDomainController, std::u16string(u"BLOCK")).whenNoDomainController ==
        NoDomainController::block);
  CHECK(withPolicy(Setting::enableLogging, std::u16string(u"1")).enableLogging);
  CHECK(withPolicy(Setting::checkRevocation, 1u).revocation == Revocation::hard);
  CHECK(withPolicy(Setting::pinnedSpki, std::vector<std::u16string>{kPin}).pins.size() == 1);
  CHECK(withPolicy(Setting::supportText, std::u16string(u"Call\n4417")).supportText == u"Call 4417");
  CHECK(withPolicy(Setting::pacUrl, std::u16string(u"http://wpad.example/p.pac")).pacUrl ==
        "http://wpad.example/p.pac");
  CHECK_FALSE(withPolicy(Setting::enabled, 0u).isUsable());
}

TEST_CASE("reads a proxy as host and port, direct or automatic") {
  CHECK(withPolicy(Setting::proxy, std::u16string(u"direct")).proxy.kind == ProxyKind::direct);
  CHECK(withPolicy(Setting::proxy, std::u16string(u"AUTO")).proxy.kind == ProxyKind::automatic);
  const Configuration fixed = withPolicy(Setting::proxy, std::u16string(u"Proxy.Example:8080"));
  CHECK(fixed.proxy.kind == ProxyKind::fixed);
  CHECK(fixed.proxy.address == "proxy.example:8080");
  CHECK(withPolicy(Setting::proxy, std::u16string(u"[fd00::7]:3128")).proxy.address == "[fd00::7]:3128");
  checkMistake(withPolicy(Setting::proxy, std::u16string(u"proxy.example")), Setting::proxy, Why::badProxy);
  checkMistake(withPolicy(Setting::proxy, std::u16string(u"user:secret@proxy.example:8080")), Setting::proxy,
               Why::badProxy);
}

TEST_CASE("every setting has a value name of its own") {
  std::set<std::u16string> names;
  for (std::size_t i = 0; i < kSettings; ++i) CHECK(names.insert(nameOf(static_cast<Setting>(i))).second);
  CHECK(names.count(u"PinnedSpki") == 1);
  CHECK(names.count(u"") == 0);
}

TEST_CASE("automatic wraps before Windows 10 and draws its own tile from there on") {
  CHECK(resolvedMode(UiMode::automatic, 6) == UiMode::wrap);
  CHECK(resolvedMode(UiMode::automatic, 10) == UiMode::tile);
  CHECK(resolvedMode(UiMode::tile, 6) == UiMode::tile);
}

TEST_CASE("a list of pins with nothing but separators in it is a mistake, not a connection without pins") {
  for (const char16_t* text : {u";", u" , ", u",\n;"}) {
    const Configuration got = withPolicy(Setting::pinnedSpki, std::u16string(text));
    checkMistake(got, Setting::pinnedSpki, Why::badPin);
    CHECK_FALSE(got.isUsable());
  }
  CHECK(withPolicy(Setting::pinnedSpki, std::u16string(u" \r\n")).isUsable());
}

TEST_CASE("a value that can't be read is a mistake, and a guard that can't be read keeps the add-in out") {
  for (std::size_t i = 0; i < kSettings; ++i) {
    const Configuration got = withPolicy(static_cast<Setting>(i), Unreadable{});
    checkMistake(got, static_cast<Setting>(i), Why::wrongType);
  }
  for (const Setting guard : {Setting::enabled, Setting::serverUrl, Setting::pinnedSpki, Setting::proxy,
                              Setting::pacUrl, Setting::checkRevocation})
    CHECK_FALSE(withPolicy(guard, Unreadable{}).isUsable());
  CHECK(withPolicy(Setting::linkText, Unreadable{}).isUsable());
}
