#include "provider/verbose_log.h"

#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

#include <utility>

#include "com/com.h"
#include "flow/redact.h"
#include "provider/clsid.h"
#include "provider/crash_guard.h"
#include "provider/registry.h"

namespace latchkey {
namespace {

constexpr LONGLONG kMostBytes = 1024 * 1024;
constexpr int kFiles = 5;
constexpr wchar_t kSaidAt[] = L"VerboseSaidAt";
// Owner administrators; SYSTEM and administrators, nobody else, nothing inherited.
constexpr wchar_t kAccess[] = L"O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";

bool isOn() {
  for (const wchar_t* const provider : {kProviderKey, kMicrosoftAddInKey}) {
    const std::wstring key = std::wstring(path::kProviders) + L'\\' + provider;
    if (RegistryKey::open(key).number(L"EnableLogging").value_or(0) == 1) return true;
  }
  return readConfiguration().enableLogging;
}

void sayOncePerDay(EventJournal& journal) {
  FILETIME utc;
  GetSystemTimeAsFileTime(&utc);
  const std::uint64_t now = static_cast<std::uint64_t>(utc.dwHighDateTime) << 32 | utc.dwLowDateTime;
  const auto today = static_cast<DWORD>(now / (24 * 3600 * guard::kSecond));
  RegistryKey state = RegistryKey::create(path::kState);
  if (state.number(kSaidAt).value_or(0) == today) return;
  state.setNumber(kSaidAt, today);
  journal.say(event::kVerboseOn, {});
}

class Descriptor {
 public:
  Descriptor() noexcept { ConvertStringSecurityDescriptorToSecurityDescriptorW(kAccess, SDDL_REVISION_1, &held_, nullptr); }
  ~Descriptor() { LocalFree(held_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] SECURITY_ATTRIBUTES attributes() const noexcept { return {sizeof(SECURITY_ATTRIBUTES), held_, FALSE}; }
  explicit operator bool() const noexcept { return held_ != nullptr; }

 private:
  PSECURITY_DESCRIPTOR held_ = nullptr;
};

bool isOwnAccount(PSID sid) noexcept {
  HANDLE opened = nullptr;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened)) return false;
  const Handle token(opened);
  alignas(TOKEN_USER) BYTE user[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
  DWORD size = 0;
  return GetTokenInformation(token.get(), TokenUser, user, sizeof user, &size) &&
         EqualSid(reinterpret_cast<const TOKEN_USER*>(user)->User.Sid, sid);
}

bool isTrusted(PSID owner) noexcept {
  return IsWellKnownSid(owner, WinLocalSystemSid) || IsWellKnownSid(owner, WinBuiltinAdministratorsSid) ||
         isOwnAccount(owner);
}

constexpr DWORD kChanging = FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_DELETE_CHILD | FILE_WRITE_ATTRIBUTES |
                            FILE_WRITE_EA | DELETE | WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;

/// Whether nobody else may put a link there afterwards. An owner says who made it, not whom it lets in: a folder that
/// an administrator made by hand inherits that everybody may make files in it.
bool isForTrustedAlone(PACL access) noexcept {
  if (access == nullptr) return false;
  for (DWORD i = 0; i < access->AceCount; ++i) {
    void* entry = nullptr;
    if (!GetAce(access, i, &entry)) return false;
    auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    if (allowed->Header.AceType == ACCESS_DENIED_ACE_TYPE || allowed->Header.AceFlags & INHERIT_ONLY_ACE) continue;
    if (allowed->Header.AceType != ACCESS_ALLOWED_ACE_TYPE) return false;
    if ((allowed->Mask & kChanging) != 0 && !isTrusted(&allowed->SidStart)) return false;
  }
  return true;
}

/// Anybody may make folders in ProgramData: what somebody else made, may change, or made lead elsewhere gets no log
/// (CVE-2020-3427 is an installer that wrote through such a path). A file with a second name may be any file.
bool isOurs(const Handle& opened) noexcept {
  BY_HANDLE_FILE_INFORMATION facts = {};
  if (!opened || !GetFileInformationByHandle(opened.get(), &facts)) return false;
  if (facts.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) return false;
  const bool isFolder = (facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
  if (!isFolder && facts.nNumberOfLinks != 1) return false;
  PSID owner = nullptr;
  PACL access = nullptr;
  PSECURITY_DESCRIPTOR held = nullptr;
  const DWORD error =
      GetSecurityInfo(opened.get(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &owner,
                      nullptr, &access, nullptr, &held);
  const bool isGood = error == ERROR_SUCCESS && isTrusted(owner) && isForTrustedAlone(access);
  LocalFree(held);
  return isGood;
}

bool isOurFolder(const std::wstring& folder) noexcept {
  const DWORD flags = FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT;
  return isOurs(Handle(CreateFileW(folder.c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES,
                                   FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING, flags, nullptr)));
}

std::wstring folderMade(const Descriptor& access) {
  wchar_t root[MAX_PATH];
  // LogonUI's own environment, which Winlogon makes; shell32 would only load more of Windows into it.
  const DWORD length = GetEnvironmentVariableW(L"ProgramData", root, MAX_PATH);
  if (length == 0 || length >= MAX_PATH) return {};
  SECURITY_ATTRIBUTES attributes = access.attributes();
  std::wstring folder = root;
  for (const wchar_t* const part : {L"\\Latchkey", L"\\Logs"}) {
    folder += part;
    CreateDirectoryW(folder.c_str(), &attributes);
    if (!isOurFolder(folder)) return {};
  }
  return folder;
}

std::wstring fileOf(const std::wstring& folder, int age) {
  return folder + L"\\provider" + (age == 0 ? L"" : L"." + std::to_wstring(age)) + L".log";
}

void rotate(const std::wstring& folder) {
  WIN32_FILE_ATTRIBUTE_DATA facts = {};
  if (!GetFileAttributesExW(fileOf(folder, 0).c_str(), GetFileExInfoStandard, &facts)) return;
  if ((static_cast<LONGLONG>(facts.nFileSizeHigh) << 32 | facts.nFileSizeLow) < kMostBytes) return;
  for (int age = kFiles - 1; age > 0; --age)
    MoveFileExW(fileOf(folder, age - 1).c_str(), fileOf(folder, age).c_str(), MOVEFILE_REPLACE_EXISTING);
}

}  // namespace

void VerboseLog::open(EventJournal& journal) {
  if (file_ || !isOn()) return;
  sayOncePerDay(journal);
  const Descriptor access;
  const std::wstring folder = access ? folderMade(access) : std::wstring();
  if (folder.empty()) return;
  rotate(folder);
  SECURITY_ATTRIBUTES attributes = access.attributes();
  Handle file(CreateFileW(fileOf(folder, 0).c_str(), FILE_APPEND_DATA | FILE_READ_ATTRIBUTES | READ_CONTROL,
                          FILE_SHARE_READ | FILE_SHARE_WRITE, &attributes, OPEN_ALWAYS, FILE_FLAG_OPEN_REPARSE_POINT,
                          nullptr));
  if (isOurs(file)) file_ = std::move(file);
}

void VerboseLog::line(const char* what, std::uint32_t number) noexcept {
  if (!file_) return;
  guarded([&] {
    SYSTEMTIME now = {};
    GetSystemTime(&now);
    char start[96];
    wsprintfA(start, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ %lu ", now.wYear, now.wMonth, now.wDay, now.wHour, now.wMinute,
              now.wSecond, now.wMilliseconds, GetCurrentProcessId());
    const std::string text = start + redact(std::string(what) + ' ' + std::to_string(number)) + "\r\n";
    DWORD written = 0;
    WriteFile(file_.get(), text.data(), static_cast<DWORD>(text.size()), &written, nullptr);
    return S_OK;
  });
}

}  // namespace latchkey
