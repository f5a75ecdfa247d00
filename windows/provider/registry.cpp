#include "provider/registry.h"

#include <cstring>
#include <utility>

#include "com/com.h"

namespace latchkey {
namespace {

constexpr DWORD kMostBytes = 16 * 1024;

std::u16string textOf(const std::vector<BYTE>& bytes) {
  std::u16string text(bytes.size() / 2, u'\0');
  std::memcpy(&text[0], bytes.data(), text.size() * 2);
  // The registry need not terminate, nor terminate once only.
  while (!text.empty() && text.back() == u'\0') text.pop_back();
  return text;
}

std::vector<std::u16string> textsOf(const std::vector<BYTE>& bytes) {
  std::vector<std::u16string> texts;
  std::u16string one;
  for (const char16_t unit : textOf(bytes) + u'\0') {
    if (unit != u'\0') {
      one.push_back(unit);
    } else if (!one.empty()) {
      texts.push_back(std::exchange(one, {}));
    }
  }
  return texts;
}

Layer layerOf(const wchar_t* path) {
  Layer layer;
  const RegistryKey key = RegistryKey::open(path);
  if (!key) return layer;
  for (std::size_t i = 0; i < kSettings; ++i) {
    const auto setting = static_cast<Setting>(i);
    auto value = key.value(reinterpret_cast<const wchar_t*>(nameOf(setting)));
    if (value) layer.emplace(setting, std::move(*value));
  }
  return layer;
}

}  // namespace

RegistryKey RegistryKey::open(const std::wstring& path) noexcept {
  HKEY key = nullptr;
  RegOpenKeyExW(HKEY_LOCAL_MACHINE, path.c_str(), 0, KEY_READ, &key);
  return RegistryKey(key);
}

RegistryKey RegistryKey::create(const std::wstring& path) noexcept {
  HKEY key = nullptr;
  RegCreateKeyExW(HKEY_LOCAL_MACHINE, path.c_str(), 0, nullptr, 0, KEY_READ | KEY_WRITE, nullptr, &key, nullptr);
  return RegistryKey(key);
}

RegistryKey::RegistryKey(RegistryKey&& other) noexcept : key_(std::exchange(other.key_, nullptr)) {}
RegistryKey::~RegistryKey() {
  if (key_ != nullptr) RegCloseKey(key_);
}

RegistryKey::Read RegistryKey::raw(const wchar_t* name, DWORD& type, std::vector<BYTE>& bytes) const {
  DWORD size = 0;
  if (key_ == nullptr) return Read::absent;
  const LSTATUS asked = RegQueryValueExW(key_, name, nullptr, &type, nullptr, &size);
  if (asked == ERROR_FILE_NOT_FOUND) return Read::absent;
  if (asked != ERROR_SUCCESS || size > kMostBytes) return Read::refused;
  bytes.resize(size);
  if (RegQueryValueExW(key_, name, nullptr, &type, bytes.data(), &size) != ERROR_SUCCESS) return Read::refused;
  bytes.resize(size);
  return Read::whole;
}

std::optional<RawValue> RegistryKey::value(const wchar_t* name) const {
  DWORD type = REG_NONE;
  std::vector<BYTE> bytes;
  const Read read = raw(name, type, bytes);
  if (read == Read::absent) return {};
  if (read == Read::refused) return RawValue(Unreadable{});
  if (type == REG_DWORD && bytes.size() == 4) {
    std::uint32_t number = 0;
    std::memcpy(&number, bytes.data(), 4);
    return RawValue(number);
  }
  if (type == REG_MULTI_SZ) return RawValue(textsOf(bytes));
  if (type == REG_SZ || type == REG_EXPAND_SZ) return RawValue(textOf(bytes));
  return RawValue(Unreadable{});
}

std::optional<DWORD> RegistryKey::number(const wchar_t* name) const {
  const auto found = value(name);
  if (!found || !std::holds_alternative<std::uint32_t>(*found)) return {};
  return std::get<std::uint32_t>(*found);
}

std::u16string RegistryKey::text(const wchar_t* name) const {
  const auto found = value(name);
  return found && std::holds_alternative<std::u16string>(*found) ? std::get<std::u16string>(*found)
                                                                 : std::u16string();
}

std::optional<std::vector<BYTE>> RegistryKey::bytes(const wchar_t* name) const {
  DWORD type = REG_NONE;
  std::vector<BYTE> found;
  if (raw(name, type, found) != Read::whole || type != REG_BINARY) return {};
  return found;
}

void RegistryKey::setNumber(const wchar_t* name, DWORD value) noexcept {
  if (key_ == nullptr) return;
  RegSetValueExW(key_, name, 0, REG_DWORD, reinterpret_cast<const BYTE*>(&value), sizeof value);
}

void RegistryKey::setBytes(const wchar_t* name, const void* bytes, DWORD count) noexcept {
  if (key_ == nullptr) return;
  RegSetValueExW(key_, name, 0, REG_BINARY, static_cast<const BYTE*>(bytes), count);
}

void RegistryKey::setText(const wchar_t* name, const std::u16string& text) noexcept {
  if (key_ == nullptr) return;
  const auto size = static_cast<DWORD>((text.size() + 1) * sizeof(char16_t));
  RegSetValueExW(key_, name, 0, REG_SZ, reinterpret_cast<const BYTE*>(text.c_str()), size);
}

void RegistryKey::remove(const wchar_t* name) noexcept {
  if (key_ != nullptr) RegDeleteValueW(key_, name);
}

std::vector<std::wstring> RegistryKey::subkeys() const {
  std::vector<std::wstring> names;
  wchar_t name[256];
  for (DWORD i = 0; key_ != nullptr && i < 256; ++i) {
    DWORD length = 256;
    if (RegEnumKeyExW(key_, i, name, &length, nullptr, nullptr, nullptr, nullptr) != ERROR_SUCCESS) break;
    names.emplace_back(name, length);
  }
  return names;
}

Configuration readConfiguration() {
  Layers layers;
  layers.policy = layerOf(path::kPolicy);
  layers.stored = layerOf(path::kSettings);
  return resolve(layers);
}

}  // namespace latchkey
