#include "log_folders.h"

#include "access.h"
#include "held_folder.h"

namespace latchkey {
namespace {

constexpr wchar_t kAdministrators[] = L"O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";

void make(const std::wstring& folder, const std::wstring& sddl) noexcept {
  const Access access(sddl);
  SECURITY_ATTRIBUTES attributes = access.attributes();
  if (access) CreateDirectoryW(folder.c_str(), &attributes);
}

void removeFiles(const std::wstring& folder) {
  WIN32_FIND_DATAW found = {};
  const HANDLE search = FindFirstFileW((folder + L"\\*.log").c_str(), &found);
  if (search == INVALID_HANDLE_VALUE) return;
  do {
    // A link is deleted itself, never what it leads to.
    if ((found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0)
      DeleteFileW((folder + L"\\" + found.cFileName).c_str());
  } while (FindNextFileW(search, &found));
  FindClose(search);
}

/// The logs in a folder of ours, then the folder itself where nothing is left in it.
void removeLogsOf(const std::wstring& folder) {
  {
    const HeldFolder held(folder);
    if (!held.isOurs()) return;
    removeFiles(folder);
  }
  RemoveDirectoryW(folder.c_str());
}

/// Still there when an older version goes because a newer one came, which keeps the logs.
bool isInstalled() noexcept {
  return RegGetValueW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\Latchkey", L"InstalledVersion", RRF_RT_REG_SZ, nullptr,
                      nullptr, nullptr) == ERROR_SUCCESS;
}

}  // namespace

void makeLogFolders(const std::wstring& top, const std::wstring& service) {
  // 0x120080 is to look at the folder itself: the worker writes nowhere before it knows whose all three are.
  const std::wstring above = kAdministrators + (L"(A;;0x120080;;;" + service + L")");
  make(top, above);
  const HeldFolder heldTop(top);
  if (!heldTop.isOurs()) return;
  make(top + L"\\Logs", above);
  const HeldFolder heldLogs(top + L"\\Logs");
  // The worker may write here and in no other of them: 0x1301bf is to read, write and delete, not to own.
  if (heldLogs.isOurs())
    make(top + L"\\Logs\\Worker", kAdministrators + (L"(A;OICI;0x1301bf;;;" + service + L")"));
}

void removeLogFolders(const std::wstring& top) {
  if (isInstalled()) return;
  {
    const HeldFolder heldTop(top);
    if (!heldTop.isOurs()) return;
    {
      const HeldFolder heldLogs(top + L"\\Logs");
      if (heldLogs.isOurs()) removeLogsOf(top + L"\\Logs\\Worker");
    }
    removeLogsOf(top + L"\\Logs");
  }
  RemoveDirectoryW(top.c_str());
}

}  // namespace latchkey
