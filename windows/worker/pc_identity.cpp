#include "worker/pc_identity.h"

#include <windows.h>

#include <cstring>
#include <vector>

#include "flow/smbios.h"
#include "provider/registry.h"
#include "worker/digest.h"
#include "worker/windows_version.h"

namespace latchkey {
namespace {

// 'RSMB', as GetSystemFirmwareTable reads it.
constexpr DWORD kSmbios = 0x52534D42;
// RawSMBIOSData: four bytes of versions, then the length.
constexpr std::size_t kHeading = 8;
constexpr UINT kMostBytes = 256 * 1024;

std::optional<SystemUuid> firmwareUuid() {
  const UINT size = GetSystemFirmwareTable(kSmbios, 0, nullptr, 0);
  if (size <= kHeading || size > kMostBytes) return std::nullopt;
  std::vector<std::uint8_t> raw(size);
  const UINT got = GetSystemFirmwareTable(kSmbios, 0, raw.data(), size);
  if (got <= kHeading || got > size) return std::nullopt;
  return systemUuidOf(raw.data() + kHeading, got - kHeading);
}

}  // namespace

std::u16string ownName() {
  wchar_t name[MAX_COMPUTERNAME_LENGTH + 1];
  DWORD length = MAX_COMPUTERNAME_LENGTH + 1;
  if (!GetComputerNameW(name, &length)) return {};
  return std::u16string(name, name + length);
}

std::u16string ownOs() {
  const OSVERSIONINFOEXW version = runningWindows();
  std::string text = std::to_string(version.dwMajorVersion) + "." + std::to_string(version.dwMinorVersion) + "." +
                     std::to_string(version.dwBuildNumber);
  if (version.wProductType != VER_NT_WORKSTATION) text += "-server";
  return std::u16string(text.begin(), text.end());
}

std::optional<Sha256> ownFingerprint() noexcept try {
  const std::u16string guid = RegistryKey::open(L"SOFTWARE\\Microsoft\\Cryptography").text(L"MachineGuid");
  const auto uuid = firmwareUuid();
  if (guid.empty() && !uuid) return std::nullopt;
  std::vector<std::uint8_t> facts(guid.size() * sizeof(char16_t));
  std::memcpy(facts.data(), guid.data(), facts.size());
  if (uuid) facts.insert(facts.end(), uuid->begin(), uuid->end());
  return sha256Of(facts.data(), facts.size());
} catch (...) {
  return std::nullopt;
}

}  // namespace latchkey
