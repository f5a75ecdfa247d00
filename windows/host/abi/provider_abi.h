#pragma once

#include <windows.h>

#include <propsys.h>
#include <unknwn.h>

// What LogonUI and a credential provider call at each other, which Debian's MinGW lacks. The host and its two test
// providers declare it for themselves: a slip in the product's own header then shows as a refused interface or a
// wrong slot, instead of two halves of one mistake agreeing with each other. No virtual destructors: they would
// move every slot.
namespace latchkey::abi {

enum Scenario : int { kInvalidScenario = 0, kLogon, kUnlock, kChangePassword, kCredUi, kPlap };
enum FieldType : int {
  kInvalidType = 0,
  kLargeText,
  kSmallText,
  kCommandLink,
  kEditText,
  kPasswordText,
  kTileImage,
  kCheckbox,
  kCombobox,
  kSubmitButton,
};
enum FieldState : int { kHidden = 0, kInSelected, kInDeselected, kInBoth };
enum Interactive : int { kNone = 0, kReadOnly, kDisabled, kFocused };
enum Response : int { kNotFinished = 0, kNoCredentialFinished, kReturnCredential, kReturnNoCredential };
enum StatusIcon : int { kNoIcon = 0, kErrorIcon, kWarningIcon, kSuccessIcon };
enum AccountOptions : int { kAccountsNone = 0, kEmptyLocal, kEmptyConnected };
enum FieldOptions : int {
  kOptionsNone = 0,
  kPasswordReveal = 1,
  kEmailAddress = 2,
  kTouchKeyboard = 4,
  kNumbersOnly = 8,
  kEnglishKeyboard = 16,
};
constexpr DWORD kNoDefault = static_cast<DWORD>(-1);

/// Allocated by the provider with CoTaskMemAlloc, label included; LogonUI frees both.
struct FieldDescriptor {
  DWORD id;
  FieldType type;
  LPWSTR label;
  GUID kind;
};
/// `bytes` is CoTaskMem of the provider, freed by LogonUI.
struct Serialization {
  ULONG package;
  GUID provider;
  ULONG size;
  BYTE* bytes;
};
static_assert(sizeof(FieldDescriptor) == (sizeof(void*) == 8 ? 32 : 28));
static_assert(sizeof(Serialization) == (sizeof(void*) == 8 ? 32 : 28));

#define LK_METHOD virtual HRESULT STDMETHODCALLTYPE

struct Credential;

struct CredentialEvents : IUnknown {
  LK_METHOD SetFieldState(Credential*, DWORD, FieldState) = 0;
  LK_METHOD SetFieldInteractiveState(Credential*, DWORD, Interactive) = 0;
  LK_METHOD SetFieldString(Credential*, DWORD, LPCWSTR) = 0;
  LK_METHOD SetFieldCheckbox(Credential*, DWORD, BOOL, LPCWSTR) = 0;
  LK_METHOD SetFieldBitmap(Credential*, DWORD, HBITMAP) = 0;
  LK_METHOD SetFieldComboBoxSelectedItem(Credential*, DWORD, DWORD) = 0;
  LK_METHOD DeleteFieldComboBoxItem(Credential*, DWORD, DWORD) = 0;
  LK_METHOD AppendFieldComboBoxItem(Credential*, DWORD, LPCWSTR) = 0;
  LK_METHOD SetFieldSubmitButton(Credential*, DWORD, DWORD) = 0;
  LK_METHOD OnCreatingWindow(HWND*) = 0;
};

struct CredentialEvents2 : CredentialEvents {
  LK_METHOD BeginFieldUpdates() = 0;
  LK_METHOD EndFieldUpdates() = 0;
  LK_METHOD SetFieldOptions(Credential*, DWORD, FieldOptions) = 0;
};

struct Credential : IUnknown {
  LK_METHOD Advise(CredentialEvents*) = 0;
  LK_METHOD UnAdvise() = 0;
  LK_METHOD SetSelected(BOOL*) = 0;
  LK_METHOD SetDeselected() = 0;
  LK_METHOD GetFieldState(DWORD, FieldState*, Interactive*) = 0;
  LK_METHOD GetStringValue(DWORD, LPWSTR*) = 0;
  LK_METHOD GetBitmapValue(DWORD, HBITMAP*) = 0;
  LK_METHOD GetCheckboxValue(DWORD, BOOL*, LPWSTR*) = 0;
  LK_METHOD GetSubmitButtonValue(DWORD, DWORD*) = 0;
  LK_METHOD GetComboBoxValueCount(DWORD, DWORD*, DWORD*) = 0;
  LK_METHOD GetComboBoxValueAt(DWORD, DWORD, LPWSTR*) = 0;
  LK_METHOD SetStringValue(DWORD, LPCWSTR) = 0;
  LK_METHOD SetCheckboxValue(DWORD, BOOL) = 0;
  LK_METHOD SetComboBoxSelectedValue(DWORD, DWORD) = 0;
  LK_METHOD CommandLinkClicked(DWORD) = 0;
  LK_METHOD GetSerialization(Response*, Serialization*, LPWSTR*, StatusIcon*) = 0;
  LK_METHOD ReportResult(LONG, LONG, LPWSTR*, StatusIcon*) = 0;
};

struct Credential2 : Credential {
  LK_METHOD GetUserSid(LPWSTR*) = 0;
};

struct CredentialFieldOptions : IUnknown {
  LK_METHOD GetFieldOptions(DWORD, FieldOptions*) = 0;
};

struct ProviderEvents : IUnknown {
  LK_METHOD CredentialsChanged(UINT_PTR) = 0;
};

struct Provider : IUnknown {
  LK_METHOD SetUsageScenario(Scenario, DWORD) = 0;
  LK_METHOD SetSerialization(const Serialization*) = 0;
  LK_METHOD Advise(ProviderEvents*, UINT_PTR) = 0;
  LK_METHOD UnAdvise() = 0;
  LK_METHOD GetFieldDescriptorCount(DWORD*) = 0;
  LK_METHOD GetFieldDescriptorAt(DWORD, FieldDescriptor**) = 0;
  LK_METHOD GetCredentialCount(DWORD*, DWORD*, BOOL*) = 0;
  LK_METHOD GetCredentialAt(DWORD, Credential**) = 0;
};

struct Filter : IUnknown {
  LK_METHOD Filter_(Scenario, DWORD, GUID*, BOOL*, DWORD) = 0;
  LK_METHOD UpdateRemoteCredential(const Serialization*, Serialization*) = 0;
};

struct User : IUnknown {
  LK_METHOD GetSid(LPWSTR*) = 0;
  LK_METHOD GetProviderID(GUID*) = 0;
  LK_METHOD GetStringValue(REFPROPERTYKEY, LPWSTR*) = 0;
  LK_METHOD GetValue(REFPROPERTYKEY, PROPVARIANT*) = 0;
};

struct UserArray : IUnknown {
  LK_METHOD SetProviderFilter(REFGUID) = 0;
  LK_METHOD GetAccountOptions(AccountOptions*) = 0;
  LK_METHOD GetCount(DWORD*) = 0;
  LK_METHOD GetAt(DWORD, User**) = 0;
};

struct SetUserArray : IUnknown {
  LK_METHOD SetUserArray_(UserArray*) = 0;
};

#undef LK_METHOD

namespace iid {
inline constexpr GUID kUnknown = {0x00000000, 0x0000, 0x0000, {0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
inline constexpr GUID kClassFactory = {0x00000001, 0x0000, 0x0000, {0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};
inline constexpr GUID kProvider = {0xd27c3481, 0x5a1c, 0x45b2, {0x8a, 0xaa, 0xc2, 0x0e, 0xbb, 0xe8, 0x22, 0x9e}};
inline constexpr GUID kCredential = {0x63913a93, 0x40c1, 0x481a, {0x81, 0x8d, 0x40, 0x72, 0xff, 0x8c, 0x70, 0xcc}};
inline constexpr GUID kCredential2 = {0xfd672c54, 0x40ea, 0x4d6e, {0x9b, 0x49, 0xcf, 0xb1, 0xa7, 0x50, 0x7b, 0xd7}};
inline constexpr GUID kFieldOptions = {0xdbc6fb30, 0xc843, 0x49e3, {0xa6, 0x45, 0x57, 0x3e, 0x6f, 0x39, 0x44, 0x6a}};
inline constexpr GUID kSetUserArray = {0x095c1484, 0x1c0c, 0x4388, {0x9c, 0x6d, 0x50, 0x0e, 0x61, 0xbf, 0x84, 0xbd}};
inline constexpr GUID kUserArray = {0x90c119ae, 0x0f18, 0x4520, {0xa1, 0xf1, 0x11, 0x43, 0x66, 0xa4, 0x0f, 0xe8}};
inline constexpr GUID kUser = {0x13793285, 0x3ea6, 0x40fd, {0xb4, 0x20, 0x15, 0xf4, 0x7d, 0xa4, 0x1f, 0xbb}};
inline constexpr GUID kFilter = {0xa5da53f9, 0xd475, 0x4080, {0xa1, 0x20, 0x91, 0x0c, 0x4a, 0x73, 0x98, 0x80}};
inline constexpr GUID kProviderEvents = {0x34201e5a, 0xa787, 0x41a3, {0xa5, 0xa4, 0xbd, 0x6d, 0xcf, 0x2a, 0x85, 0x4e}};
inline constexpr GUID kEvents = {0xfa6fa76b, 0x66b7, 0x4b11, {0x95, 0xf1, 0x86, 0x17, 0x11, 0x18, 0xe8, 0x16}};
inline constexpr GUID kEvents2 = {0xb53c00b6, 0x9922, 0x4b78, {0xb1, 0xf4, 0xdd, 0xfe, 0x77, 0x4d, 0xc3, 0x9b}};
inline constexpr GUID kConnectable = {0x9387928b, 0xac75, 0x4bf9, {0x8a, 0xb2, 0x2b, 0x93, 0xc4, 0xa5, 0x52, 0x90}};
}  // namespace iid

/// The in-box password provider's two registrations: the first of Vista and 7, the second of 8 and later.
inline constexpr GUID kInBoxV1 = {0x6f45dc1e, 0x5384, 0x457a, {0xbc, 0x13, 0x2c, 0xd8, 0x1b, 0x0d, 0x28, 0xed}};
inline constexpr GUID kInBoxV2 = {0x60b78e88, 0xead8, 0x445c, {0x9c, 0xfd, 0x0b, 0x87, 0xf7, 0x4e, 0xa6, 0xcd}};

namespace kind {
inline constexpr GUID kNone = {0, 0, 0, {0, 0, 0, 0, 0, 0, 0, 0}};
inline constexpr GUID kUserName = {0xda15bbe8, 0x954d, 0x4fd3, {0xb0, 0xf4, 0x1f, 0xb5, 0xb9, 0x0b, 0x17, 0x4b}};
inline constexpr GUID kPassword = {0x60624cfa, 0xa477, 0x47b1, {0x8a, 0x8e, 0x3a, 0x4a, 0x19, 0x98, 0x18, 0x27}};
inline constexpr GUID kLogo = {0x2d837775, 0xf6cd, 0x464e, {0xa7, 0x45, 0x48, 0x2f, 0xd0, 0xb4, 0x74, 0x93}};
inline constexpr GUID kLabel = {0x286bbff3, 0xbad4, 0x438f, {0xb0, 0x07, 0x79, 0xb7, 0x26, 0x7c, 0x3d, 0x48}};
}  // namespace kind

}  // namespace latchkey::abi
