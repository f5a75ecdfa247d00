#include <windows.h>

#include "host/abi/logon_pack.h"
#include "host/plant/plant_credential.h"

namespace latchkey::plant {
namespace {

struct OffThread {
  ICredentialProviderCredentialEvents* events;
  ICredentialProviderCredential* credential;
};

DWORD WINAPI fireOffThread(void* argument) {
  const auto* const call = static_cast<OffThread*>(argument);
  call->events->SetFieldString(call->credential, kText, L"from the wrong thread");
  return 0;
}

INT_PTR CALLBACK windowProc(HWND window, UINT message, WPARAM wide, LPARAM) {
  if (message == WM_INITDIALOG) {
    SetWindowTextW(window, L"Planted");
    CreateWindowW(L"STATIC", L"Planted dialog", WS_CHILD | WS_VISIBLE, 8, 8, 160, 20, window, nullptr, nullptr,
                  nullptr);
    CreateWindowW(L"BUTTON", L"OK", WS_CHILD | WS_VISIBLE, 8, 40, 80, 24, window, reinterpret_cast<HMENU>(IDOK),
                  nullptr, nullptr);
    return TRUE;
  }
  if (message != WM_COMMAND || LOWORD(wide) != IDOK) return FALSE;
  EndDialog(window, 0);
  return TRUE;
}

}  // namespace

HRESULT PlantCredential::CommandLinkClicked(DWORD id) {
  if (id == kWork) work();
  if (id == kWindow) openWindow();
  return S_OK;
}

/// One orderly change of the whole tile, then the mistake.
void PlantCredential::work() {
  if (!events_) return;
  if (events2_) events2_->BeginFieldUpdates();
  events_->DeleteFieldComboBoxItem(this, kChoice, 1);
  events_->AppendFieldComboBoxItem(this, kChoice, L"something else");
  events_->SetFieldComboBoxSelectedItem(this, kChoice, 1);
  events_->SetFieldString(this, kText, L"A change in good order.");
  events_->SetFieldState(this, kChoice, CPFS_DISPLAY_IN_SELECTED_TILE);
  events_->SetFieldSubmitButton(this, kSubmit, kChoice);
  if (events2_) events2_->EndFieldUpdates();
  events_->SetFieldInteractiveState(this, kChoice, CPFIS_FOCUSED);
  workWrongly();
}

void PlantCredential::workWrongly() {
  if (makes(L"event-foreign-credential")) events_->SetFieldString(nullptr, kText, L"");
  if (makes(L"event-bad-field")) events_->SetFieldString(this, 99, L"");
  if (makes(L"event-wrong-type")) events_->SetFieldString(this, kImage, L"");
  if (makes(L"combo-range")) events_->DeleteFieldComboBoxItem(this, kChoice, 99);
  if (makes(L"disabled-before-10")) events_->SetFieldInteractiveState(this, kEdit, CPFIS_DISABLED);
  if (makes(L"readonly-reserved")) events_->SetFieldInteractiveState(this, kEdit, CPFIS_READONLY);
  if (makes(L"focus-hidden.event")) events_->SetFieldState(this, kChoice, CPFS_HIDDEN);
  if (makes(L"focus-hidden.event")) events_->SetFieldSubmitButton(this, kSubmit, kSecret);
  if (makes(L"submit-by-hidden.event")) events_->SetFieldSubmitButton(this, kSubmit, kLabel);
  if (makes(L"numbers-only-type.event")) events2_->SetFieldOptions(this, kEdit, CPCFO_NUMBERS_ONLY);
  if (makes(L"batch-open") || makes(L"batch-nested")) events2_->BeginFieldUpdates();
  if (makes(L"batch-nested")) events2_->BeginFieldUpdates();
  if (makes(L"batch-nested")) events2_->EndFieldUpdates();
  if (makes(L"batch-nested") || makes(L"batch-unbalanced")) events2_->EndFieldUpdates();
  if (!makes(L"event-off-thread")) return;
  OffThread call = {events_.get(), this};
  const HANDLE thread = CreateThread(nullptr, 0, fireOffThread, &call, 0, nullptr);
  WaitForSingleObject(thread, INFINITE);
  CloseHandle(thread);
}

void PlantCredential::openWindow() {
  HWND owner = nullptr;
  events_->OnCreatingWindow(&owner);
  if (makes(L"no-dialog")) return;
  if (makes(L"slow-call.window")) Sleep(1000);
  struct {
    DLGTEMPLATE shape;
    WORD nothing[3];
  } dialog = {};
  dialog.shape.style = WS_POPUP | WS_VISIBLE | WS_CAPTION;
  dialog.shape.cx = 120;
  dialog.shape.cy = 60;
  if (makes(L"dialog-wrong-parent")) owner = nullptr;
  DialogBoxIndirectParamW(GetModuleHandleW(nullptr), &dialog.shape, owner, windowProc, 0);
}

HRESULT PlantCredential::pack(CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION& packed) const {
  LogonParts parts;
  parts.domain = L"CORP";
  parts.user = L"alice";
  parts.password = secret_;
  parts.isUnlock = (scenario_ == CPUS_UNLOCK_WORKSTATION) != makes(L"wrong-message-type");
  parts.usesPointers = makes(L"serialization-offset");
  return packLogon(parts, makes(L"serialization-clsid") ? GUID{} : kProviderClass, packed);
}

HRESULT PlantCredential::GetSerialization(CREDENTIAL_PROVIDER_GET_SERIALIZATION_RESPONSE* response,
                                          CREDENTIAL_PROVIDER_CREDENTIAL_SERIALIZATION* packed, LPWSTR* status,
                                          CREDENTIAL_PROVIDER_STATUS_ICON* icon) {
  *response = CPGSR_NO_CREDENTIAL_NOT_FINISHED;
  *packed = {};
  *status = nullptr;
  *icon = CPSI_NONE;
  const HRESULT made = pack(*packed);
  if (SUCCEEDED(made) && !makes(L"serialization-leak")) *response = CPGSR_RETURN_CREDENTIAL_FINISHED;
  return made;
}

HRESULT PlantCredential::ReportResult(LONG, LONG, LPWSTR* text, CREDENTIAL_PROVIDER_STATUS_ICON* icon) {
  *text = textForHost(L"as it was");
  *icon = CPSI_NONE;
  return S_OK;
}

}  // namespace latchkey::plant
