// Nothing of this runs: it stops the build where com/credential_provider.h is not what Windows and LogonUI were
// compiled with. The numbers are the documented ones, for 64 and 32 bit.
#include <cstddef>

#include "com/credential_provider.h"
#include "com/identifiers.h"

namespace latchkey {

[[gnu::error("a method of com/credential_provider.h is not in its documented slot")]] void refuseSlot();

namespace {

constexpr bool is64 = sizeof(void*) == 8;

using Descriptor = CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR;
static_assert(sizeof(Descriptor) == (is64 ? 32 : 28));
static_assert(offsetof(Descriptor, cpft) == 4);
static_assert(offsetof(Descriptor, pszLabel) == 8);
static_assert(offsetof(Descriptor, guidFieldType) == (is64 ? 16 : 12));

using Serialization = CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION;
static_assert(sizeof(Serialization) == (is64 ? 32 : 28));
static_assert(offsetof(Serialization, clsidCredentialProvider) == 4);
static_assert(offsetof(Serialization, cbSerialization) == 20);
static_assert(offsetof(Serialization, rgbSerialization) == 24);

static_assert(CPUS_UNLOCK_WORKSTATION == 2 && CPUS_CHANGE_PASSWORD == 3 && CPUS_CREDUI == 4 && CPUS_PLAP == 5);
static_assert(CPFT_COMMAND_LINK == 3 && CPFT_PASSWORD_TEXT == 5 && CPFT_COMBOBOX == 8 && CPFT_SUBMIT_BUTTON == 9);
static_assert(CPFS_DISPLAY_IN_SELECTED_TILE == 1 && CPFS_DISPLAY_IN_BOTH == 3);
static_assert(CPFIS_DISABLED == 2 && CPFIS_FOCUSED == 3);
static_assert(CPGSR_RETURN_CREDENTIAL_FINISHED == 2 && CPSI_WARNING == 2 && CPAO_EMPTY_CONNECTED == 2);

// One spot of a text-made identifier in each of its parts: what guidOf reads is what Windows compares.
static_assert(iid::kProvider.Data1 == 0xd27c3481 && iid::kProvider.Data2 == 0x5a1c && iid::kProvider.Data3 == 0x45b2);
static_assert(iid::kProvider.Data4[0] == 0x8a && iid::kProvider.Data4[7] == 0x9e);

#ifdef __OPTIMIZE__
// A pointer to a virtual method holds 1 + its place in the table in bytes. The compiler does not take that for a
// constant in a static_assert, but knows it when it optimizes: what is right leaves no call behind.
template <class Method>
[[gnu::always_inline]] inline void expectSlot(Method method, std::size_t slot) {
  static_assert(sizeof(Method) == 2 * sizeof(std::size_t));
  union {
    Method method;
    std::size_t words[2];
  } const both = {method};
  if (both.words[0] != 1 + slot * sizeof(void*) || both.words[1] != 0) refuseSlot();
}

/// The methods of an interface, the first of them in slot `first`.
template <class... Methods>
[[gnu::always_inline]] inline void expectSlots(std::size_t first, Methods... methods) {
  (expectSlot(methods, first++), ...);
}

[[gnu::used]] void checkCredential() {
  using I = ICredentialProviderCredential;
  expectSlots(3, &I::Advise, &I::UnAdvise, &I::SetSelected, &I::SetDeselected, &I::GetFieldState, &I::GetStringValue);
  expectSlots(9, &I::GetBitmapValue, &I::GetCheckboxValue, &I::GetSubmitButtonValue, &I::GetComboBoxValueCount);
  expectSlots(13, &I::GetComboBoxValueAt, &I::SetStringValue, &I::SetCheckboxValue, &I::SetComboBoxSelectedValue);
  expectSlots(17, &I::CommandLinkClicked, &I::GetSerialization, &I::ReportResult);
  expectSlots(20, &ICredentialProviderCredential2::GetUserSid);
  expectSlots(3, &ICredentialProviderCredentialWithFieldOptions::GetFieldOptions);
}

[[gnu::used]] void checkCredentialEvents() {
  using I = ICredentialProviderCredentialEvents;
  using I2 = ICredentialProviderCredentialEvents2;
  expectSlots(3, &I::SetFieldState, &I::SetFieldInteractiveState, &I::SetFieldString, &I::SetFieldCheckbox);
  expectSlots(7, &I::SetFieldBitmap, &I::SetFieldComboBoxSelectedItem, &I::DeleteFieldComboBoxItem);
  expectSlots(10, &I::AppendFieldComboBoxItem, &I::SetFieldSubmitButton, &I::OnCreatingWindow);
  expectSlots(13, &I2::BeginFieldUpdates, &I2::EndFieldUpdates, &I2::SetFieldOptions);
}

[[gnu::used]] void checkProvider() {
  using I = ICredentialProvider;
  expectSlots(3, &I::SetUsageScenario, &I::SetSerialization, &I::Advise, &I::UnAdvise, &I::GetFieldDescriptorCount);
  expectSlots(8, &I::GetFieldDescriptorAt, &I::GetCredentialCount, &I::GetCredentialAt);
  expectSlots(3, &ICredentialProviderEvents::CredentialsChanged);
  expectSlots(3, &ICredentialProviderFilter::Filter, &ICredentialProviderFilter::UpdateRemoteCredential);
}

[[gnu::used]] void checkUsers() {
  using Array = ICredentialProviderUserArray;
  using User = ICredentialProviderUser;
  expectSlots(3, &Array::SetProviderFilter, &Array::GetAccountOptions, &Array::GetCount, &Array::GetAt);
  expectSlots(3, &User::GetSid, &User::GetProviderID, &User::GetStringValue, &User::GetValue);
  expectSlots(3, &ICredentialProviderSetUserArray::SetUserArray);
}
#endif

}  // namespace
}  // namespace latchkey
