// Prints who may do what with the key argv[1] under HKLM, as SDDL.
#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

#include <cstdio>

int wmain(int count, wchar_t** words) {
  HKEY key = nullptr;
  if (count != 2 || RegOpenKeyExW(HKEY_LOCAL_MACHINE, words[1], 0, READ_CONTROL, &key) != ERROR_SUCCESS) return 1;
  PSECURITY_DESCRIPTOR held = nullptr;
  const SECURITY_INFORMATION asked = DACL_SECURITY_INFORMATION;
  if (GetSecurityInfo(key, SE_REGISTRY_KEY, asked, nullptr, nullptr, nullptr, nullptr, &held) != ERROR_SUCCESS)
    return 2;
  wchar_t* text = nullptr;
  if (!ConvertSecurityDescriptorToStringSecurityDescriptorW(held, SDDL_REVISION_1, asked, &text, nullptr)) return 3;
  std::printf("access=%ls\n", text);
  return 0;
}
