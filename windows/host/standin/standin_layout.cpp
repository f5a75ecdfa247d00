#include "host/standin/standin_layout.h"

#include <algorithm>
#include <cwchar>
#include <string>

#include "com/com.h"
#include "host/standin/journal.h"

namespace latchkey::standin {
namespace {

struct Described {
  CREDENTIAL_PROVIDER_FIELD_TYPE type;
  const wchar_t* label;
  GUID kind;
};

const Described kDescribed[] = {
    {CPFT_TILE_IMAGE, L"", kind::kLogo},
    {CPFT_SMALL_TEXT, L"Password", kind::kLabel},
    {CPFT_LARGE_TEXT, L"", kind::kNone},
    {CPFT_EDIT_TEXT, L"User name", kind::kUserName},
    {CPFT_PASSWORD_TEXT, L"Password", kind::kPassword},
    {CPFT_SUBMIT_BUTTON, L"Submit", kind::kNone},
    {CPFT_SMALL_TEXT, L"", kind::kNone},
    {CPFT_COMMAND_LINK, L"How do I sign in to another domain?", kind::kNone},
};

}  // namespace

DWORD fieldCount() {
  const std::wstring asked = setting(L"LATCHKEY_STANDIN_FIELDS");
  const DWORD count = asked.empty() ? kOwnFields : static_cast<DWORD>(std::wcstoul(asked.c_str(), nullptr, 10));
  return std::max<DWORD>(count, kOwnFields);
}

HRESULT describe(Generation generation, DWORD index, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR** descriptor) {
  *descriptor = nullptr;
  if (index >= fieldCount()) return E_INVALIDARG;
  auto* const made = static_cast<CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR*>(
      CoTaskMemAlloc(sizeof(CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR)));
  if (made == nullptr) return E_OUTOFMEMORY;
  const Described spare = {CPFT_SMALL_TEXT, L"", kind::kNone};
  const Described& described = index < kOwnFields ? kDescribed[index] : spare;
  // The two that Windows 8 brought mean nothing to version 1.
  const bool isNewer = index == kImage || index == kLabel;
  const GUID kind = generation == Generation::v1 && isNewer ? kind::kNone : described.kind;
  *made = {index, described.type, textForHost(described.label), kind};
  *descriptor = made;
  return S_OK;
}

}  // namespace latchkey::standin
