#pragma once

#include <windows.h>

#include <optional>
#include <string>
#include <vector>

#include "flow/configuration.h"

namespace latchkey {

/// A key under HKLM, read or written. All values are capped at 16 KB: an administrator wrote them, but a broken
/// one must not fill LogonUI. One over that, or of another type, is Unreadable and never as if it were absent.
class RegistryKey {
 public:
  [[nodiscard]] static RegistryKey open(const std::wstring& path) noexcept;
  [[nodiscard]] static RegistryKey create(const std::wstring& path) noexcept;
  RegistryKey(RegistryKey&& other) noexcept;
  RegistryKey(const RegistryKey&) = delete;
  RegistryKey& operator=(const RegistryKey&) = delete;
  ~RegistryKey();

  explicit operator bool() const noexcept { return key_ != nullptr; }
  [[nodiscard]] std::optional<RawValue> value(const wchar_t* name) const;
  [[nodiscard]] std::optional<DWORD> number(const wchar_t* name) const;
  [[nodiscard]] std::u16string text(const wchar_t* name) const;
  [[nodiscard]] std::optional<std::vector<BYTE>> bytes(const wchar_t* name) const;
  void setNumber(const wchar_t* name, DWORD value) noexcept;
  void setBytes(const wchar_t* name, const void* bytes, DWORD count) noexcept;
  void setText(const wchar_t* name, const std::u16string& text) noexcept;
  void remove(const wchar_t* name) noexcept;
  [[nodiscard]] std::vector<std::wstring> subkeys() const;

 private:
  explicit RegistryKey(HKEY owned) noexcept : key_(owned) {}
  enum class Read : std::uint8_t { absent, refused, whole };
  [[nodiscard]] Read raw(const wchar_t* name, DWORD& type, std::vector<BYTE>& bytes) const;
  HKEY key_;
};

namespace path {
inline constexpr wchar_t kSettings[] = L"SOFTWARE\\Latchkey";
inline constexpr wchar_t kPolicy[] = L"SOFTWARE\\Policies\\Latchkey";
inline constexpr wchar_t kState[] = L"SOFTWARE\\Latchkey\\State";
inline constexpr wchar_t kProviders[] =
    L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Providers";
inline constexpr wchar_t kFilters[] =
    L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Provider Filters";
inline constexpr wchar_t kPolicySystem[] = L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System";
inline constexpr wchar_t kTerminalServer[] = L"SYSTEM\\CurrentControlSet\\Control\\Terminal Server";
inline constexpr wchar_t kWinlogon[] = L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon";
}  // namespace path

/// Policy over what the MSI stored.
[[nodiscard]] Configuration readConfiguration();

}  // namespace latchkey
