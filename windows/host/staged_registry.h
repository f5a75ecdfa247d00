#pragma once

#include <windows.h>

#include <optional>
#include <string>
#include <vector>

namespace latchkey::host {

/// Values and keys of the local machine that a script sets, taken back when the script ends: the next one must not
/// find a foreign filter.
class StagedRegistry {
 public:
  StagedRegistry() = default;
  ~StagedRegistry();
  StagedRegistry(const StagedRegistry&) = delete;
  StagedRegistry& operator=(const StagedRegistry&) = delete;

  bool setText(const std::wstring& key, const std::wstring& name, const std::wstring& text);
  bool setNumber(const std::wstring& key, const std::wstring& name, DWORD number);
  /// So many bytes that mean nothing.
  bool setBytes(const std::wstring& key, const std::wstring& name, std::size_t count);
  bool remove(const std::wstring& key, const std::wstring& name);
  bool makeKey(const std::wstring& key);

 private:
  struct Value {
    DWORD type = REG_NONE;
    std::vector<BYTE> bytes;
  };
  struct Before {
    std::wstring key;
    /// Of a key that was made there is no name.
    std::optional<std::wstring> name;
    std::optional<Value> value;
  };
  bool write(const std::wstring& key, const std::wstring& name, const Value& value);
  void remember(const std::wstring& key, const std::wstring& name);

  std::vector<Before> before_;
};

}  // namespace latchkey::host
