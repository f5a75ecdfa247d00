#pragma once

#include <windows.h>

#include "com/com.h"
#include "com/credential_provider.h"
#include "provider/handles.h"

namespace latchkey {

/// LogonUI's ICredentialProviderEvents, the only interface of its that may be called from another thread.
class HostPoke {
 public:
  /// STA: provider Advise and UnAdvise.
  void set(ICredentialProviderEvents* events, UINT_PTR context) noexcept {
    ComPtr<ICredentialProviderEvents> old = ComPtr<ICredentialProviderEvents>::share(events);
    const Locked locked(lock_);
    std::swap(events_, old);
    context_ = context;
  }

  /// Any thread. Called outside the lock, since LogonUI may answer by calling the STA, which may want the lock.
  void poke() noexcept {
    ComPtr<ICredentialProviderEvents> events;
    UINT_PTR context = 0;
    {
      const Locked locked(lock_);
      events = ComPtr<ICredentialProviderEvents>::share(events_.get());
      context = context_;
    }
    if (events) events->CredentialsChanged(context);
  }

 private:
  SRWLOCK lock_ = SRWLOCK_INIT;
  ComPtr<ICredentialProviderEvents> events_;
  UINT_PTR context_ = 0;
};

}  // namespace latchkey
