#pragma once

#include <windows.h>

#include <propsys.h>
#include <unknwn.h>

// The part of credentialprovider.h that Debian's MinGW lacks: names, order and identifiers are Windows' own. No
// virtual destructor in any of them, it would move every slot. IIDs are passed explicitly, as GCC ignores
// __declspec(uuid).

using CP_NTSTATUS = LONG;

enum CREDENTIAL_PROVIDER_USAGE_SCENARIO : int {
  CPUS_INVALID = 0,
  CPUS_LOGON,
  CPUS_UNLOCK_WORKSTATION,
  CPUS_CHANGE_PASSWORD,
  CPUS_CREDUI,
  CPUS_PLAP,
};
enum CREDENTIAL_PROVIDER_FIELD_TYPE : int { CPFT_COMMAND_LINK = 3, CPFT_EDIT_TEXT = 4, CPFT_PASSWORD_TEXT = 5 };
enum CREDENTIAL_PROVIDER_FIELD_STATE : int { CPFS_HIDDEN = 0, CPFS_DISPLAY_IN_SELECTED_TILE = 1 };
enum CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE : int { CPFIS_NONE = 0, CPFIS_FOCUSED = 3 };
enum CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE : int {
  CPGSR_NO_CREDENTIAL_NOT_FINISHED = 0,
  CPGSR_NO_CREDENTIAL_FINISHED,
  CPGSR_RETURN_CREDENTIAL_FINISHED,
};
enum CREDENTIAL_PROVIDER_STATUS_ICON : int { CPSI_NONE = 0, CPSI_ERROR, CPSI_WARNING, CPSI_SUCCESS };
enum CREDENTIAL_PROVIDER_ACCOUNT_OPTIONS : int { CPAO_NONE = 0 };
enum CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS : int { CPCFO_NONE = 0 };
constexpr DWORD CREDENTIAL_PROVIDER_NO_DEFAULT = 0xFFFFFFFF;

/// CoTaskMem, label included; LogonUI frees both.
struct CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR {
  DWORD dwFieldID;
  CREDENTIAL_PROVIDER_FIELD_TYPE cpft;
  LPWSTR pszLabel;
  GUID guidFieldType;
};
/// rgbSerialization is CoTaskMem; whoever receives it frees it.
struct CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION {
  ULONG ulAuthenticationPackage;
  GUID clsidCredentialProvider;
  ULONG cbSerialization;
  BYTE* rgbSerialization;
};
static_assert(sizeof(CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR) == (sizeof(void*) == 8 ? 32 : 28));
static_assert(sizeof(CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION) == (sizeof(void*) == 8 ? 32 : 28));

#define LATCHKEY_SLOT virtual HRESULT STDMETHODCALLTYPE

struct ICredentialProviderCredential;

struct ICredentialProviderCredentialEvents : IUnknown {
  LATCHKEY_SLOT SetFieldState(ICredentialProviderCredential*, DWORD, CREDENTIAL_PROVIDER_FIELD_STATE) = 0;
  LATCHKEY_SLOT SetFieldInteractiveState(ICredentialProviderCredential*, DWORD,
                                         CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE) = 0;
  LATCHKEY_SLOT SetFieldString(ICredentialProviderCredential*, DWORD, LPCWSTR) = 0;
  LATCHKEY_SLOT SetFieldCheckbox(ICredentialProviderCredential*, DWORD, BOOL, LPCWSTR) = 0;
  LATCHKEY_SLOT SetFieldBitmap(ICredentialProviderCredential*, DWORD, HBITMAP) = 0;
  LATCHKEY_SLOT SetFieldComboBoxSelectedItem(ICredentialProviderCredential*, DWORD, DWORD) = 0;
  LATCHKEY_SLOT DeleteFieldComboBoxItem(ICredentialProviderCredential*, DWORD, DWORD) = 0;
  LATCHKEY_SLOT AppendFieldComboBoxItem(ICredentialProviderCredential*, DWORD, LPCWSTR) = 0;
  LATCHKEY_SLOT SetFieldSubmitButton(ICredentialProviderCredential*, DWORD, DWORD) = 0;
  LATCHKEY_SLOT OnCreatingWindow(HWND*) = 0;
};
struct ICredentialProviderCredentialEvents2 : ICredentialProviderCredentialEvents {
  LATCHKEY_SLOT BeginFieldUpdates() = 0;
  LATCHKEY_SLOT EndFieldUpdates() = 0;
  LATCHKEY_SLOT SetFieldOptions(ICredentialProviderCredential*, DWORD,
                                CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS) = 0;
};

struct ICredentialProviderCredential : IUnknown {
  LATCHKEY_SLOT Advise(ICredentialProviderCredentialEvents*) = 0;
  LATCHKEY_SLOT UnAdvise() = 0;
  LATCHKEY_SLOT SetSelected(BOOL*) = 0;
  LATCHKEY_SLOT SetDeselected() = 0;
  LATCHKEY_SLOT GetFieldState(DWORD, CREDENTIAL_PROVIDER_FIELD_STATE*,
                              CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE*) = 0;
  LATCHKEY_SLOT GetStringValue(DWORD, LPWSTR*) = 0;
  LATCHKEY_SLOT GetBitmapValue(DWORD, HBITMAP*) = 0;
  LATCHKEY_SLOT GetCheckboxValue(DWORD, BOOL*, LPWSTR*) = 0;
  LATCHKEY_SLOT GetSubmitButtonValue(DWORD, DWORD*) = 0;
  LATCHKEY_SLOT GetComboBoxValueCount(DWORD, DWORD*, DWORD*) = 0;
  LATCHKEY_SLOT GetComboBoxValueAt(DWORD, DWORD, LPWSTR*) = 0;
  LATCHKEY_SLOT SetStringValue(DWORD, LPCWSTR) = 0;
  LATCHKEY_SLOT SetCheckboxValue(DWORD, BOOL) = 0;
  LATCHKEY_SLOT SetComboBoxSelectedValue(DWORD, DWORD) = 0;
  LATCHKEY_SLOT CommandLinkClicked(DWORD) = 0;
  LATCHKEY_SLOT GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE*,
                                 CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*, LPWSTR*,
                                 CREDENTIAL_PROVIDER_STATUS_ICON*) = 0;
  LATCHKEY_SLOT ReportResult(CP_NTSTATUS, CP_NTSTATUS, LPWSTR*, CREDENTIAL_PROVIDER_STATUS_ICON*) = 0;
};
struct ICredentialProviderCredential2 : ICredentialProviderCredential {
  LATCHKEY_SLOT GetUserSid(LPWSTR*) = 0;
};
struct ICredentialProviderCredentialWithFieldOptions : IUnknown {
  LATCHKEY_SLOT GetFieldOptions(DWORD, CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS*) = 0;
};

struct ICredentialProviderEvents : IUnknown {
  LATCHKEY_SLOT CredentialsChanged(UINT_PTR) = 0;
};
struct ICredentialProvider : IUnknown {
  LATCHKEY_SLOT SetUsageScenario(CREDENTIAL_PROVIDER_USAGE_SCENARIO, DWORD) = 0;
  LATCHKEY_SLOT SetSerialization(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*) = 0;
  LATCHKEY_SLOT Advise(ICredentialProviderEvents*, UINT_PTR) = 0;
  LATCHKEY_SLOT UnAdvise() = 0;
  LATCHKEY_SLOT GetFieldDescriptorCount(DWORD*) = 0;
  LATCHKEY_SLOT GetFieldDescriptorAt(DWORD, CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR**) = 0;
  LATCHKEY_SLOT GetCredentialCount(DWORD*, DWORD*, BOOL*) = 0;
  LATCHKEY_SLOT GetCredentialAt(DWORD, ICredentialProviderCredential**) = 0;
};
struct ICredentialProviderFilter : IUnknown {
  LATCHKEY_SLOT Filter(CREDENTIAL_PROVIDER_USAGE_SCENARIO, DWORD, GUID*, BOOL*, DWORD) = 0;
  LATCHKEY_SLOT UpdateRemoteCredential(const CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*,
                                       CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION*) = 0;
};

struct ICredentialProviderUser : IUnknown {
  LATCHKEY_SLOT GetSid(LPWSTR*) = 0;
  LATCHKEY_SLOT GetProviderID(GUID*) = 0;
  LATCHKEY_SLOT GetStringValue(REFPROPERTYKEY, LPWSTR*) = 0;
  LATCHKEY_SLOT GetValue(REFPROPERTYKEY, PROPVARIANT*) = 0;
};
struct ICredentialProviderUserArray : IUnknown {
  LATCHKEY_SLOT SetProviderFilter(REFGUID) = 0;
  LATCHKEY_SLOT GetAccountOptions(CREDENTIAL_PROVIDER_ACCOUNT_OPTIONS*) = 0;
  LATCHKEY_SLOT GetCount(DWORD*) = 0;
  LATCHKEY_SLOT GetAt(DWORD, ICredentialProviderUser**) = 0;
};
struct ICredentialProviderSetUserArray : IUnknown {
  LATCHKEY_SLOT SetUserArray(ICredentialProviderUserArray*) = 0;
};

#undef LATCHKEY_SLOT

namespace latchkey::iid {

inline constexpr GUID kUnknown = {0, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};
inline constexpr GUID kClassFactory = {1, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};
inline constexpr GUID kProvider = {0xd27c3481, 0x5a1c, 0x45b2, {0x8a, 0xaa, 0xc2, 0x0e, 0xbb, 0xe8, 0x22, 0x9e}};
inline constexpr GUID kCredential = {0x63913a93, 0x40c1, 0x481a, {0x81, 0x8d, 0x40, 0x72, 0xff, 0x8c, 0x70, 0xcc}};
inline constexpr GUID kCredential2 = {0xfd672c54, 0x40ea, 0x4d6e, {0x9b, 0x49, 0xcf, 0xb1, 0xa7, 0x50, 0x7b, 0xd7}};
inline constexpr GUID kWithFieldOptions = {
    0xdbc6fb30, 0xc843, 0x49e3, {0xa6, 0x45, 0x57, 0x3e, 0x6f, 0x39, 0x44, 0x6a}};
inline constexpr GUID kSetUserArray = {0x095c1484, 0x1c0c, 0x4388, {0x9c, 0x6d, 0x50, 0x0e, 0x61, 0xbf, 0x84, 0xbd}};
inline constexpr GUID kFilter = {0xa5da53f9, 0xd475, 0x4080, {0xa1, 0x20, 0x91, 0x0c, 0x4a, 0x73, 0x98, 0x80}};
inline constexpr GUID kEvents = {0xfa6fa76b, 0x66b7, 0x4b11, {0x95, 0xf1, 0x86, 0x17, 0x11, 0x18, 0xe8, 0x16}};
inline constexpr GUID kEvents2 = {0xb53c00b6, 0x9922, 0x4b78, {0xb1, 0xf4, 0xdd, 0xfe, 0x77, 0x4d, 0xc3, 0x9b}};

}  // namespace latchkey::iid

namespace latchkey::kind {

inline constexpr GUID kUserName = {0xda15bbe8, 0x954d, 0x4fd3, {0xb0, 0xf4, 0x1f, 0xb5, 0xb9, 0x0b, 0x17, 0x4b}};
inline constexpr GUID kPassword = {0x60624cfa, 0xa477, 0x47b1, {0x8a, 0x8e, 0x3a, 0x4a, 0x19, 0x98, 0x18, 0x27}};
inline constexpr GUID kLogo = {0x2d837775, 0xf6cd, 0x464e, {0xa7, 0x45, 0x48, 0x2f, 0xd0, 0xb4, 0x74, 0x93}};
inline constexpr GUID kLabel = {0x286bbff3, 0xbad4, 0x438f, {0xb0, 0x07, 0x79, 0xb7, 0x26, 0x7c, 0x3d, 0x48}};
/// Identity_LocalUserProvider: local and domain accounts, as opposed to connected ones.
inline constexpr GUID kLocalUsers = {0xa198529b, 0x730f, 0x4089, {0xb6, 0x46, 0xa1, 0x25, 0x57, 0xf5, 0x66, 0x5e}};
inline constexpr PROPERTYKEY kQualifiedName = {
    {0xda520e51, 0xf4e9, 0x4739, {0xac, 0x82, 0x02, 0xe0, 0xa9, 0x5c, 0x90, 0x30}}, 100};

}  // namespace latchkey::kind
