#include "host/staged_registry.h"

namespace latchkey::host {
namespace {

const wchar_t* nameOrDefault(const std::wstring& name) { return name == L"@" ? nullptr : name.c_str(); }

bool isThere(const std::wstring& key) {
  HKEY open = nullptr;
  if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, key.c_str(), 0, KEY_READ, &open) != ERROR_SUCCESS) return false;
  RegCloseKey(open);
  return true;
}

}  // namespace

StagedRegistry::~StagedRegistry() {
  for (auto one = before_.rbegin(); one != before_.rend(); ++one) {
    if (!one->name) {
      RegDeleteTreeW(HKEY_LOCAL_MACHINE, one->key.c_str());
    } else if (one->value) {
      RegSetKeyValueW(HKEY_LOCAL_MACHINE, one->key.c_str(), nameOrDefault(*one->name), one->value->type,
                      one->value->bytes.data(), static_cast<DWORD>(one->value->bytes.size()));
    } else {
      RegDeleteKeyValueW(HKEY_LOCAL_MACHINE, one->key.c_str(), nameOrDefault(*one->name));
    }
  }
}

bool StagedRegistry::setText(const std::wstring& key, const std::wstring& name, const std::wstring& text) {
  const auto* const bytes = reinterpret_cast<const BYTE*>(text.c_str());
  return write(key, name, {REG_SZ, {bytes, bytes + (text.size() + 1) * sizeof(wchar_t)}});
}

bool StagedRegistry::setNumber(const std::wstring& key, const std::wstring& name, DWORD number) {
  const auto* const bytes = reinterpret_cast<const BYTE*>(&number);
  return write(key, name, {REG_DWORD, {bytes, bytes + sizeof number}});
}

bool StagedRegistry::setBytes(const std::wstring& key, const std::wstring& name, std::size_t count) {
  return write(key, name, {REG_BINARY, std::vector<BYTE>(count)});
}

bool StagedRegistry::remove(const std::wstring& key, const std::wstring& name) {
  remember(key, name);
  return RegDeleteKeyValueW(HKEY_LOCAL_MACHINE, key.c_str(), nameOrDefault(name)) == ERROR_SUCCESS;
}

bool StagedRegistry::makeKey(const std::wstring& key) {
  if (isThere(key)) return true;
  before_.push_back({key, std::nullopt, std::nullopt});
  HKEY made = nullptr;
  if (RegCreateKeyExW(HKEY_LOCAL_MACHINE, key.c_str(), 0, nullptr, 0, KEY_WRITE, nullptr, &made, nullptr) !=
      ERROR_SUCCESS) {
    return false;
  }
  RegCloseKey(made);
  return true;
}

bool StagedRegistry::write(const std::wstring& key, const std::wstring& name, const Value& value) {
  if (!makeKey(key)) return false;
  remember(key, name);
  return RegSetKeyValueW(HKEY_LOCAL_MACHINE, key.c_str(), nameOrDefault(name), value.type, value.bytes.data(),
                         static_cast<DWORD>(value.bytes.size())) == ERROR_SUCCESS;
}

void StagedRegistry::remember(const std::wstring& key, const std::wstring& name) {
  Value value;
  DWORD size = 0;
  const wchar_t* const asked = nameOrDefault(name);
  const bool isKnown = RegGetValueW(HKEY_LOCAL_MACHINE, key.c_str(), asked, RRF_RT_ANY | RRF_NOEXPAND, &value.type,
                                    nullptr, &size) == ERROR_SUCCESS;
  value.bytes.resize(size);
  const bool isRead = isKnown && RegGetValueW(HKEY_LOCAL_MACHINE, key.c_str(), asked, RRF_RT_ANY | RRF_NOEXPAND,
                                              &value.type, value.bytes.data(), &size) == ERROR_SUCCESS;
  before_.push_back({key, name, isRead ? std::optional<Value>(value) : std::nullopt});
}

}  // namespace latchkey::host
