#pragma once

#include "com/credential_provider.h"
#include "host/bench.h"

namespace latchkey::host {

/// Whether the objects answer QueryInterface as COM and the Windows version want it.
void checkProviderInterfaces(Bench& bench, ICredentialProvider& provider);
void checkCredentialInterfaces(Bench& bench, ICredentialProviderCredential& credential);

/// Whether an index past the end is refused with its outputs nulled.
void checkPastTheEnd(Bench& bench, ICredentialProvider& provider, DWORD fields);
void checkPastTheEnd(Bench& bench, ICredentialProviderCredential& credential, DWORD fields);

}  // namespace latchkey::host
