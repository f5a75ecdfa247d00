#pragma once

#include <string_view>
#include <vector>

#include "host/bench.h"
#include "host/logon_ui.h"
#include "host/serialization_check.h"

namespace latchkey::host {

/// What a person does at the current tile. What they could not do on a screen (type into a hidden field, click a
/// disabled link) fails the script. STA only.
class Person {
 public:
  Person(Bench& bench, LogonUi& ui) noexcept : bench_(bench), ui_(ui) {}

  /// Key by key, as LogonUI calls SetStringValue.
  void type(std::size_t field, std::string_view text);
  void choose(std::size_t field, DWORD item);
  void click(std::size_t field);
  /// Enter, or the submit button.
  void submit();
  /// The outcome of the last logon, told to the credential.
  void report(LONG status);

  /// Whether the last logon handed over exactly this password.
  [[nodiscard]] bool signedInWith(std::string_view password) const;
  [[nodiscard]] bool hasLogon() const noexcept { return hasLogon_; }
  /// The class that a serialization has to name, where it is not the provider's own.
  void expectPackedBy(const GUID& clsid) noexcept {
    packedBy_ = clsid;
    hasPackedBy_ = true;
  }

 private:
  Field* usable(std::size_t field, const char* doing);

  Bench& bench_;
  LogonUi& ui_;
  PackedLogon last_;
  bool hasLogon_ = false;
  GUID packedBy_ = {};
  bool hasPackedBy_ = false;
};

}  // namespace latchkey::host
