// Keeps argv[1] open, so that nobody can replace or delete it, from when it made the file argv[2] until that is gone.
#include <windows.h>

int wmain(int count, wchar_t** words) {
  if (count != 3) return 64;
  const HANDLE held = CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
  if (held == INVALID_HANDLE_VALUE) return 1;
  const HANDLE flag = CreateFileW(words[2], GENERIC_WRITE, FILE_SHARE_DELETE, nullptr, CREATE_NEW, 0, nullptr);
  if (flag == INVALID_HANDLE_VALUE) return 2;
  CloseHandle(flag);
  while (GetFileAttributesW(words[2]) != INVALID_FILE_ATTRIBUTES) Sleep(50);
  CloseHandle(held);
  return 0;
}
