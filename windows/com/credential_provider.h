#pragma once

#include <windows.h>

#include <propsys.h>
#include <unknwn.h>

#include "com/identifiers.h"

// The part of credentialprovider.h that Debian's MinGW lacks, for the provider and for the host that plays LogonUI:
// names, order and numbers are Windows' own. No virtual destructor in any of them, it would move every slot. GCC
// ignores __declspec(uuid), so identifiers.h has the IIDs. layout_check.cpp holds this page against the documented
// sizes and slots, so that no slip in it can agree with itself in both programs.

using CP_NTSTATUS = LONG;

enum CREDENTIAL_PROVIDER_USAGE_SCENARIO : int {
  CPUS_INVALID = 0,
  CPUS_LOGON,
  CPUS_UNLOCK_WORKSTATION,
  CPUS_CHANGE_PASSWORD,
  CPUS_CREDUI,
  CPUS_PLAP,
};
enum CREDENTIAL_PROVIDER_FIELD_TYPE : int {
  CPFT_INVALID = 0,
  CPFT_LARGE_TEXT,
  CPFT_SMALL_TEXT,
  CPFT_COMMAND_LINK,
  CPFT_EDIT_TEXT,
  CPFT_PASSWORD_TEXT,
  CPFT_TILE_IMAGE,
  CPFT_CHECKBOX,
  CPFT_COMBOBOX,
  CPFT_SUBMIT_BUTTON,
};
enum CREDENTIAL_PROVIDER_FIELD_STATE : int {
  CPFS_HIDDEN = 0,
  CPFS_DISPLAY_IN_SELECTED_TILE,
  CPFS_DISPLAY_IN_DESELECTED_TILE,
  CPFS_DISPLAY_IN_BOTH,
};
enum CREDENTIAL_PROVIDER_FIELD_INTERACTIVE_STATE : int {
  CPFIS_NONE = 0,
  CPFIS_READONLY,
  CPFIS_DISABLED,
  CPFIS_FOCUSED,
};
enum CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE : int {
  CPGSR_NO_CREDENTIAL_NOT_FINISHED = 0,
  CPGSR_NO_CREDENTIAL_FINISHED,
  CPGSR_RETURN_CREDENTIAL_FINISHED,
  CPGSR_RETURN_NO_CREDENTIAL_FINISHED,
};
enum CREDENTIAL_PROVIDER_STATUS_ICON : int { CPSI_NONE = 0, CPSI_ERROR, CPSI_WARNING, CPSI_SUCCESS };
enum CREDENTIAL_PROVIDER_ACCOUNT_OPTIONS : int { CPAO_NONE = 0, CPAO_EMPTY_LOCAL, CPAO_EMPTY_CONNECTED };
enum CREDENTIAL_PROVIDER_CREDENTIAL_FIELD_OPTIONS : int {
  CPCFO_NONE = 0,
  CPCFO_ENABLE_PASSWORD_REVEAL = 1,
  CPCFO_IS_EMAIL_ADDRESS = 2,
  CPCFO_ENABLE_TOUCH_KEYBOARD_AUTO_INVOKE = 4,
  CPCFO_NUMBERS_ONLY = 8,
  CPCFO_SHOW_ENGLISH_KEYBOARD = 16,
};
constexpr DWORD CREDENTIAL_PROVIDER_NO_DEFAULT = 0xFFFFFFFF;

/// CoTaskMem of the provider, label included; LogonUI frees both.
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
