#pragma once

#include "host/abi/provider_abi.h"
#include "host/bench.h"

namespace latchkey::host {

/// Whether the objects answer QueryInterface as COM and the Windows version want it.
void checkProviderInterfaces(Bench& bench, abi::Provider& provider);
void checkCredentialInterfaces(Bench& bench, abi::Credential& credential);

/// Whether an index past the end is refused with its outputs nulled.
void checkPastTheEnd(Bench& bench, abi::Provider& provider, DWORD fields);
void checkPastTheEnd(Bench& bench, abi::Credential& credential, DWORD fields);

}  // namespace latchkey::host
