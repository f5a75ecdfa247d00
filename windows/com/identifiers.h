#pragma once

#include <windows.h>

#include <propsys.h>

namespace latchkey {

/// A GUID from the text that documentation and registry write it in; a slip in the form does not compile.
constexpr GUID guidOf(const char (&text)[39]) {
  unsigned char bytes[16] = {};
  int count = 0;
  for (int at = 1; at < 37; ++at) {
    const bool isDash = at == 9 || at == 14 || at == 19 || at == 24;
    if (isDash != (text[at] == '-')) throw "a dash out of place";
    if (isDash) continue;
    const char c = text[at];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) throw "not a lower-case hexadecimal digit";
    bytes[count / 2] = static_cast<unsigned char>(bytes[count / 2] * 16 + digit);
    ++count;
  }
  if (text[0] != '{' || text[37] != '}') throw "no braces";
  GUID guid = {};
  guid.Data1 = bytes[0] * 0x1000000u + bytes[1] * 0x10000u + bytes[2] * 0x100u + bytes[3];
  guid.Data2 = static_cast<unsigned short>(bytes[4] * 0x100 + bytes[5]);
  guid.Data3 = static_cast<unsigned short>(bytes[6] * 0x100 + bytes[7]);
  for (int i = 0; i < 8; ++i) guid.Data4[i] = bytes[8 + i];
  return guid;
}

/// The interfaces of credential_provider.h.
namespace iid {
inline constexpr GUID kUnknown = guidOf("{00000000-0000-0000-c000-000000000046}");
inline constexpr GUID kClassFactory = guidOf("{00000001-0000-0000-c000-000000000046}");
inline constexpr GUID kProvider = guidOf("{d27c3481-5a1c-45b2-8aaa-c20ebbe8229e}");
inline constexpr GUID kProviderEvents = guidOf("{34201e5a-a787-41a3-a5a4-bd6dcf2a854e}");
inline constexpr GUID kCredential = guidOf("{63913a93-40c1-481a-818d-4072ff8c70cc}");
inline constexpr GUID kCredential2 = guidOf("{fd672c54-40ea-4d6e-9b49-cfb1a7507bd7}");
inline constexpr GUID kWithFieldOptions = guidOf("{dbc6fb30-c843-49e3-a645-573e6f39446a}");
inline constexpr GUID kEvents = guidOf("{fa6fa76b-66b7-4b11-95f1-86171118e816}");
inline constexpr GUID kEvents2 = guidOf("{b53c00b6-9922-4b78-b1f4-ddfe774dc39b}");
inline constexpr GUID kFilter = guidOf("{a5da53f9-d475-4080-a120-910c4a739880}");
inline constexpr GUID kUser = guidOf("{13793285-3ea6-40fd-b420-15f47da41fbb}");
inline constexpr GUID kUserArray = guidOf("{90c119ae-0f18-4520-a1f1-114366a40fe8}");
inline constexpr GUID kSetUserArray = guidOf("{095c1484-1c0c-4388-9c6d-500e61bf84bd}");
/// IConnectableCredentialProviderCredential, of providers that make a network connection first: ours must not
/// answer to it.
inline constexpr GUID kConnectable = guidOf("{9387928b-ac75-4bf9-8ab2-2b93c4a55290}");
}  // namespace iid

/// The in-box password provider of Windows 7, and the one of Windows 8 and later.
inline constexpr GUID kInboxV1 = guidOf("{6f45dc1e-5384-457a-bc13-2cd81b0d28ed}");
inline constexpr GUID kInboxV2 = guidOf("{60b78e88-ead8-445c-9cfd-0b87f74ea6cd}");

namespace kind {
/// CPFG_…: what a field is for, from Windows 8 on.
inline constexpr GUID kNone = guidOf("{00000000-0000-0000-0000-000000000000}");
inline constexpr GUID kUserName = guidOf("{da15bbe8-954d-4fd3-b0f4-1fb5b90b174b}");
inline constexpr GUID kPassword = guidOf("{60624cfa-a477-47b1-8a8e-3a4a19981827}");
inline constexpr GUID kLogo = guidOf("{2d837775-f6cd-464e-a745-482fd0b47493}");
inline constexpr GUID kLabel = guidOf("{286bbff3-bad4-438f-b007-79b7267c3d48}");
/// Identity_LocalUserProvider: local and domain accounts, as opposed to connected ones.
inline constexpr GUID kLocalUsers = guidOf("{a198529b-730f-4089-b646-a12557f5665e}");
}  // namespace kind

/// PKEY_Identity_…: what LogonUI says of a user.
namespace userkey {
inline constexpr PROPERTYKEY kQualifiedName = {guidOf("{da520e51-f4e9-4739-ac82-02e0a95c9030}"), 100};
inline constexpr PROPERTYKEY kUserName = {guidOf("{c4322503-78ca-49c6-9acc-a68e2afd7b6b}"), 100};
inline constexpr PROPERTYKEY kDisplayName = {guidOf("{7d683fc9-d155-45a8-bb1f-89d19bcb792f}"), 100};
inline constexpr PROPERTYKEY kPrimarySid = {guidOf("{2b1b801e-c0c1-4987-9ec5-72fa89814787}"), 100};
}  // namespace userkey

}  // namespace latchkey
