#include "host/standin/standin_layout.h"

#include <algorithm>
#include <cwchar>
#include <string>

#include "host/abi/com_object.h"
#include "host/standin/journal.h"

namespace latchkey::standin {
namespace {

struct Described {
  abi::FieldType type;
  const wchar_t* label;
  GUID kind;
};

const Described kDescribed[] = {
    {abi::kTileImage, L"", abi::kind::kLogo},
    {abi::kSmallText, L"Password", abi::kind::kLabel},
    {abi::kLargeText, L"", abi::kind::kNone},
    {abi::kEditText, L"User name", abi::kind::kUserName},
    {abi::kPasswordText, L"Password", abi::kind::kPassword},
    {abi::kSubmitButton, L"Submit", abi::kind::kNone},
    {abi::kSmallText, L"", abi::kind::kNone},
    {abi::kCommandLink, L"How do I sign in to another domain?", abi::kind::kNone},
};

}  // namespace

DWORD fieldCount() {
  const std::wstring asked = setting(L"LATCHKEY_STANDIN_FIELDS");
  const DWORD count = asked.empty() ? kOwnFields : static_cast<DWORD>(std::wcstoul(asked.c_str(), nullptr, 10));
  return std::max<DWORD>(count, kOwnFields);
}

HRESULT describe(Generation generation, DWORD index, abi::FieldDescriptor** descriptor) {
  *descriptor = nullptr;
  if (index >= fieldCount()) return E_INVALIDARG;
  auto* const made = static_cast<abi::FieldDescriptor*>(CoTaskMemAlloc(sizeof(abi::FieldDescriptor)));
  if (made == nullptr) return E_OUTOFMEMORY;
  const Described spare = {abi::kSmallText, L"", abi::kind::kNone};
  const Described& described = index < kOwnFields ? kDescribed[index] : spare;
  // The two that Windows 8 brought mean nothing to version 1.
  const bool isNewer = index == kImage || index == kLabel;
  const GUID kind = generation == Generation::v1 && isNewer ? abi::kind::kNone : described.kind;
  *made = {index, described.type, copyForCaller(described.label), kind};
  *descriptor = made;
  return S_OK;
}

}  // namespace latchkey::standin
