#pragma once

#include "com/com.h"
#include "com/credential_provider.h"
#include "provider/tile_layout.h"

namespace latchkey {

/// An instance of the in-box password provider, chosen at run time: with today's headers a build for Windows 10
/// would look for a class that Windows 7 doesn't have.
struct WrappedInbox {
  ComPtr<ICredentialProvider> provider;
  GUID clsid = {};
  HRESULT result = E_FAIL;
};
[[nodiscard]] WrappedInbox makeInbox(HostTraits host) noexcept;

/// Windows draws ten fields at most; ours is one of them.
constexpr DWORD kMostWrappedFields = 9;

/// Whether the instance was made, takes the scenario and has room for our link. Whoever decides asks it of an instance
/// that is thrown away.
[[nodiscard]] HRESULT probeInbox(const WrappedInbox& inbox, CREDENTIAL_PROVIDER_USAGE_SCENARIO scenario) noexcept;

}  // namespace latchkey
