#pragma once

#include "com/identifiers.h"

namespace latchkey {

/// Ours: the registry, the MSI and the host tests name the same two.
inline constexpr GUID kProviderClsid = guidOf("{3297ebe8-358c-4706-b7fa-3b3742621754}");
inline constexpr GUID kFilterClsid = guidOf("{c81c4fa7-2c14-403d-9bda-5cd571ec3f52}");

constexpr wchar_t kProviderKey[] = L"{3297EBE8-358C-4706-B7FA-3B3742621754}";
constexpr wchar_t kFilterKey[] = L"{C81C4FA7-2C14-403D-9BDA-5CD571EC3F52}";
/// Windows' own filter, the only foreign one that Wrap gets along with.
constexpr wchar_t kInboxGenericFilterKey[] = L"{DDC0EED2-ADBE-40B6-A217-EDE16A79A0DE}";
/// Microsoft's own add-in for Windows 7, 8 and 8.1, which wraps the same provider.
constexpr wchar_t kMicrosoftAddInKey[] = L"{86D2F0AC-2171-46CF-9998-4E33B3D7FD4F}";

/// The worker's names, which the MSI writes.
constexpr wchar_t kWorkerService[] = L"LatchkeyWorker";
constexpr wchar_t kKeeperService[] = L"LatchkeyKeeper";
constexpr wchar_t kWorkerPipe[] = L"\\\\.\\pipe\\Latchkey.Worker";

}  // namespace latchkey
