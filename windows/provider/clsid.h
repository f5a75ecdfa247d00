#pragma once

#include <guiddef.h>

namespace latchkey {

/// Ours: the registry, the MSI and the host tests name the same two.
/// {3297EBE8-358C-4706-B7FA-3B3742621754}
constexpr GUID kProviderClsid = {0x3297ebe8, 0x358c, 0x4706, {0xb7, 0xfa, 0x3b, 0x37, 0x42, 0x62, 0x17, 0x54}};
/// {C81C4FA7-2C14-403D-9BDA-5CD571EC3F52}
constexpr GUID kFilterClsid = {0xc81c4fa7, 0x2c14, 0x403d, {0x9b, 0xda, 0x5c, 0xd5, 0x71, 0xec, 0x3f, 0x52}};

/// The in-box password provider of Windows 7, and the one of Windows 8 and later.
constexpr GUID kInboxV1 = {0x6f45dc1e, 0x5384, 0x457a, {0xbc, 0x13, 0x2c, 0xd8, 0x1b, 0x0d, 0x28, 0xed}};
constexpr GUID kInboxV2 = {0x60b78e88, 0xead8, 0x445c, {0x9c, 0xfd, 0x0b, 0x87, 0xf7, 0x4e, 0xa6, 0xcd}};
/// Windows' own filter, the only foreign one that Wrap gets along with.
constexpr GUID kInboxGenericFilter = {
    0xddc0eed2, 0xadbe, 0x40b6, {0xa2, 0x17, 0xed, 0xe1, 0x6a, 0x79, 0xa0, 0xde}};
/// Microsoft's own add-in for Windows 7, 8 and 8.1, which wraps the same provider.
constexpr GUID kMicrosoftAddIn = {0x86d2f0ac, 0x2171, 0x46cf, {0x99, 0x98, 0x4e, 0x33, 0xb3, 0xd7, 0xfd, 0x4f}};

constexpr wchar_t kProviderKey[] = L"{3297EBE8-358C-4706-B7FA-3B3742621754}";
constexpr wchar_t kFilterKey[] = L"{C81C4FA7-2C14-403D-9BDA-5CD571EC3F52}";
constexpr wchar_t kInboxGenericFilterKey[] = L"{DDC0EED2-ADBE-40B6-A217-EDE16A79A0DE}";
constexpr wchar_t kMicrosoftAddInKey[] = L"{86D2F0AC-2171-46CF-9998-4E33B3D7FD4F}";

/// The worker's names, which the MSI writes.
constexpr wchar_t kWorkerService[] = L"LatchkeyWorker";
constexpr wchar_t kKeeperService[] = L"LatchkeyKeeper";
constexpr wchar_t kWorkerPipe[] = L"\\\\.\\pipe\\Latchkey.Worker";

}  // namespace latchkey
