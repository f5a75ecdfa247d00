#pragma once

#include <cstdint>
#include <string>

namespace latchkey {

/// Who keeps the password of a tile.
enum class Account : std::uint8_t {
  /// A domain: the reset is for this very account.
  domain,
  /// This PC alone: its own password does not change, the organisation's user name is asked.
  local,
  /// A Microsoft or Entra account, which Windows signs in by other means than a name and a password of ours.
  connected,
  /// "Other user", an empty list, Windows 7: nobody is known until a name is typed.
  other,
};

/// The person that a tile stands for, as LogonUI tells it.
struct Person {
  /// Empty for `other`.
  std::u16string sid;
  std::u16string domain;
  std::u16string name;
  Account account = Account::other;
};

/// `DOMAIN\name`, or the name alone.
[[nodiscard]] inline std::u16string qualifiedName(const Person& person) {
  return person.domain.empty() ? person.name : person.domain + u'\\' + person.name;
}

/// Whether the first thing to type is the organisation's user name.
[[nodiscard]] inline bool mustAskName(const Person& person) noexcept {
  return person.account != Account::domain || person.name.empty();
}

/// Takes `DOMAIN\name`, `name@domain` or `name` apart. A UPN stays whole, with an empty domain, which is how
/// Negotiate takes it.
[[nodiscard]] inline Person personOfTyped(const std::u16string& typed) {
  Person person;
  const auto slash = typed.find(u'\\');
  if (slash != std::u16string::npos) person.domain = typed.substr(0, slash);
  person.name = slash == std::u16string::npos ? typed : typed.substr(slash + 1);
  return person;
}

}  // namespace latchkey
