#include <doctest/doctest.h>

#include <windows.h>

#include <vector>

#include "provider/registry.h"

using namespace latchkey;

namespace {

/// A value of the policy for as long as this is there.
struct Policy {
  const wchar_t* name;
  Policy(const wchar_t* value, DWORD type, const std::vector<BYTE>& bytes) : name(value) {
    HKEY key = nullptr;
    REQUIRE(RegCreateKeyExW(HKEY_LOCAL_MACHINE, path::kPolicy, 0, nullptr, 0, KEY_WRITE, nullptr, &key, nullptr) == 0);
    REQUIRE(RegSetValueExW(key, name, 0, type, bytes.data(), static_cast<DWORD>(bytes.size())) == 0);
    RegCloseKey(key);
  }
  ~Policy() { RegistryKey::create(path::kPolicy).remove(name); }
};

bool isWrong(const Configuration& configuration, Setting setting) {
  for (const Mistake& mistake : configuration.mistakes) {
    if (mistake.setting == setting && mistake.why == Why::wrongType) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a setting that isn't there is absent") {
  CHECK_FALSE(RegistryKey::create(path::kPolicy).value(L"PinnedSpki"));
  CHECK_FALSE(isWrong(readConfiguration(), Setting::pinnedSpki));
}

TEST_CASE("pins of another registry type, or too long to be pins, are wrong and not absent") {
  const std::vector<BYTE> few(8, 'A');
  for (const DWORD type : {DWORD(REG_BINARY), DWORD(REG_QWORD), DWORD(REG_NONE)}) {
    const Policy policy(L"PinnedSpki", type, few);
    CHECK(isWrong(readConfiguration(), Setting::pinnedSpki));
  }
  // A number in two bytes.
  const Policy revocation(L"CheckRevocation", REG_DWORD, {1, 0});
  CHECK(isWrong(readConfiguration(), Setting::checkRevocation));
  const Policy policy(L"PinnedSpki", REG_SZ, std::vector<BYTE>(17 * 1024, 'A'));
  CHECK(isWrong(readConfiguration(), Setting::pinnedSpki));
}
