#include "com/com.h"

#include <cstring>

namespace latchkey {
namespace {

std::atomic<long> references{0};

}  // namespace

ModuleRef::ModuleRef() noexcept { ++references; }
ModuleRef::~ModuleRef() { --references; }
bool ModuleRef::isNobodyThere() noexcept { return references == 0; }

HMODULE thisModule() noexcept {
  HMODULE module = nullptr;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                     reinterpret_cast<LPCWSTR>(&thisModule), &module);
  return module;
}

LPWSTR textForHost(std::u16string_view text) noexcept {
  auto* copy = static_cast<LPWSTR>(CoTaskMemAlloc((text.size() + 1) * sizeof(wchar_t)));
  if (copy == nullptr) return nullptr;
  if (!text.empty()) std::memcpy(copy, text.data(), text.size() * sizeof(wchar_t));
  copy[text.size()] = L'\0';
  return copy;
}

LPWSTR textForHost(std::wstring_view text) noexcept {
  return textForHost(std::u16string_view(reinterpret_cast<const char16_t*>(text.data()), text.size()));
}

std::u16string takeText(LPWSTR text) {
  struct Free {
    LPWSTR text;
    ~Free() { CoTaskMemFree(text); }
  } const freed{text};
  return std::u16string(units(text));
}

}  // namespace latchkey
