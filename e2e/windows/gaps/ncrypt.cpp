// ncrypt.dll: stands in for Wine's, which knows no elliptic curve, in the prefix of this test only. One machine key, by
// BCrypt, in a file. And since the worker is the one who loads it, it mends there what Wine lacks of services: each of
// its processes runs as the same person, so that of a service the account is known only by what it was started with.
// Windows is never given this file.
#include <windows.h>

#include <bcrypt.h>
#include <ncrypt.h>

#include <optional>

#include "event_file.h"
#include "../../../windows/host/imports.h"

namespace latchkey::gaps {

using imports::addressOf;
using imports::mendImport;

namespace {

constexpr wchar_t kFile[] = L"C:\\windows\\gaps-machine-key";
constexpr ULONG kSmall = 256;

struct Key {
  BCRYPT_KEY_HANDLE held = nullptr;
  bool isKey = false;
};

BCRYPT_ALG_HANDLE curve() {
  static BCRYPT_ALG_HANDLE opened = nullptr;
  if (opened == nullptr) BCryptOpenAlgorithmProvider(&opened, BCRYPT_ECDSA_P256_ALGORITHM, nullptr, 0);
  return opened;
}

SECURITY_STATUS said(NTSTATUS status) { return status >= 0 ? ERROR_SUCCESS : NTE_FAIL; }

Key* keyOf(NCRYPT_HANDLE handle) { return reinterpret_cast<Key*>(handle); }

HANDLE openFile(DWORD rights, DWORD how) {
  return CreateFileW(kFile, rights, 0, nullptr, how, FILE_ATTRIBUTE_NORMAL, nullptr);
}

SECURITY_STATUS load(Key& key) {
  const HANDLE file = openFile(GENERIC_READ, OPEN_EXISTING);
  if (file == INVALID_HANDLE_VALUE) return NTE_BAD_KEYSET;
  UCHAR blob[kSmall];
  DWORD size = 0;
  ReadFile(file, blob, kSmall, &size, nullptr);
  CloseHandle(file);
  return said(BCryptImportKeyPair(curve(), nullptr, BCRYPT_ECCPRIVATE_BLOB, &key.held, blob, size, 0));
}

SECURITY_STATUS save(const Key& key) {
  UCHAR blob[kSmall];
  ULONG size = 0;
  const NTSTATUS status = BCryptExportKey(key.held, nullptr, BCRYPT_ECCPRIVATE_BLOB, blob, kSmall, &size, 0);
  if (status < 0) return said(status);
  const HANDLE file = openFile(GENERIC_WRITE, CREATE_NEW);
  if (file == INVALID_HANDLE_VALUE) return NTE_EXISTS;
  DWORD written = 0;
  WriteFile(file, blob, size, &written, nullptr);
  CloseHandle(file);
  return written == size ? ERROR_SUCCESS : NTE_FAIL;
}

/// Which service's program this is, by what the Service Control Manager starts it with; none for a person's own start.
std::optional<WELL_KNOWN_SID_TYPE> account() {
  const wchar_t* const line = GetCommandLineW();
  const wchar_t* const name = wcsstr(line, L"LatchkeyWorker.exe");
  if (name == nullptr) return std::nullopt;
  const wchar_t* const arguments = wcschr(name, L' ');
  if (arguments == nullptr) return WinLocalServiceSid;
  return wcsstr(arguments, L"/keeper") != nullptr ? std::optional(WinLocalSystemSid) : std::nullopt;
}

/// In a service everybody's SID is that of its account where it is the SID of this process; all else is as Wine says.
BOOL WINAPI isWellKnown(PSID sid, WELL_KNOWN_SID_TYPE kind) {
  if (account() != kind) return IsWellKnownSid(sid, kind);
  BYTE room[kSmall];
  DWORD size = sizeof room;
  HANDLE token = nullptr;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)) return FALSE;
  const BOOL isRead = GetTokenInformation(token, TokenUser, room, size, &size);
  CloseHandle(token);
  return isRead && EqualSid(reinterpret_cast<TOKEN_USER*>(room)->User.Sid, sid);
}

}  // namespace
}  // namespace latchkey::gaps

using namespace latchkey::gaps;

extern "C" {

SECURITY_STATUS WINAPI NCryptOpenStorageProvider(NCRYPT_PROV_HANDLE* store, LPCWSTR name, DWORD) {
  // No TPM here.
  if (lstrcmpW(name, MS_KEY_STORAGE_PROVIDER) != 0) return NTE_NOT_SUPPORTED;
  *store = reinterpret_cast<NCRYPT_PROV_HANDLE>(new Key);
  return ERROR_SUCCESS;
}

SECURITY_STATUS WINAPI NCryptOpenKey(NCRYPT_PROV_HANDLE, NCRYPT_KEY_HANDLE* key, LPCWSTR, DWORD, DWORD) {
  Key* const made = new Key;
  made->isKey = true;
  const SECURITY_STATUS status = load(*made);
  if (status == ERROR_SUCCESS) {
    *key = reinterpret_cast<NCRYPT_KEY_HANDLE>(made);
  } else {
    delete made;
  }
  return status;
}

SECURITY_STATUS WINAPI NCryptCreatePersistedKey(NCRYPT_PROV_HANDLE, NCRYPT_KEY_HANDLE* key, LPCWSTR kind, LPCWSTR,
                                                DWORD, DWORD) {
  if (lstrcmpW(kind, BCRYPT_ECDSA_P256_ALGORITHM) != 0) return NTE_BAD_ALGID;
  Key* const made = new Key;
  made->isKey = true;
  *key = reinterpret_cast<NCRYPT_KEY_HANDLE>(made);
  return said(BCryptGenerateKeyPair(curve(), &made->held, 256, 0));
}

SECURITY_STATUS WINAPI NCryptFinalizeKey(NCRYPT_KEY_HANDLE key, DWORD) {
  const NTSTATUS status = BCryptFinalizeKeyPair(keyOf(key)->held, 0);
  return status < 0 ? said(status) : save(*keyOf(key));
}

SECURITY_STATUS WINAPI NCryptSetProperty(NCRYPT_HANDLE, LPCWSTR, PBYTE, DWORD, DWORD) { return ERROR_SUCCESS; }

SECURITY_STATUS WINAPI NCryptExportKey(NCRYPT_KEY_HANDLE key, NCRYPT_KEY_HANDLE, LPCWSTR kind, NCryptBufferDesc*,
                                       PBYTE blob, DWORD room, DWORD* size, DWORD) {
  return said(BCryptExportKey(keyOf(key)->held, nullptr, kind, blob, room, size, 0));
}

SECURITY_STATUS WINAPI NCryptSignHash(NCRYPT_KEY_HANDLE key, void*, PBYTE hash, DWORD length, PBYTE signature,
                                      DWORD room, DWORD* size, DWORD) {
  return said(BCryptSignHash(keyOf(key)->held, nullptr, hash, length, signature, room, size, 0));
}

SECURITY_STATUS WINAPI NCryptDeleteKey(NCRYPT_KEY_HANDLE key, DWORD) {
  DeleteFileW(kFile);
  return NCryptFreeObject(key);
}

SECURITY_STATUS WINAPI NCryptFreeObject(NCRYPT_HANDLE handle) {
  Key* const one = keyOf(handle);
  if (one->held != nullptr) BCryptDestroyKey(one->held);
  delete one;
  return ERROR_SUCCESS;
}

BOOL WINAPI DllMain(HINSTANCE, DWORD reason, void*) {
  if (reason != DLL_PROCESS_ATTACH) return TRUE;
  const HMODULE program = GetModuleHandleW(nullptr);
  mendImport(program, {"ReportEventW", addressOf(keepEvent)});
  if (!account()) return TRUE;
  mendImport(program, {"IsWellKnownSid", addressOf(isWellKnown)});
  // Wine tells a service of the folder C:\users\Public, and everybody else of the right folder.
  SetEnvironmentVariableW(L"ProgramData", L"C:\\ProgramData");
  return TRUE;
}

}
