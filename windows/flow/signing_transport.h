#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "flow/clock.h"
#include "flow/machine_key.h"
#include "flow/transport.h"

namespace latchkey {

/// Signs what is to be signed and sends it by another transport. Each signature takes a nonce of the server's, which
/// an answer to a signed request brings for the next one (RFC 8555 §6.5 does the same). One thread.
class SigningTransport final : public Transport {
 public:
  /// `stranger` hears that the server accepts no signature of this machine, though its nonces were fresh.
  SigningTransport(Transport& inner, Clock& clock, Hash hash, std::function<void()> stranger) noexcept;

  /// The key outlives its use; null signs nothing, and an empty id nothing but an enrolment. `authority` is that of the
  /// server that is signed for.
  void use(Signer* key, std::string machine, std::string authority);

  [[nodiscard]] std::variant<HttpResponse, NetworkFault> send(const HttpRequest& request,
                                                              std::uint32_t budgetMs) noexcept override;

 private:
  using Outcome = std::variant<HttpResponse, NetworkFault>;

  [[nodiscard]] bool canSign(Signing signing) const noexcept;
  [[nodiscard]] Outcome sendSigned(const HttpRequest& request, std::uint64_t deadline);
  /// Nothing where there is a nonce; else the answer that brought none.
  [[nodiscard]] std::optional<Outcome> lackOfNonce(std::uint64_t deadline);
  [[nodiscard]] std::optional<HttpRequest> signedCopyOf(const HttpRequest& request);
  void keepNonce(std::string_view nonce);
  [[nodiscard]] std::uint32_t leftUntil(std::uint64_t deadline) const noexcept;

  Transport& inner_;
  Clock& clock_;
  Hash hash_;
  std::function<void()> stranger_;
  Signer* key_ = nullptr;
  std::string machine_;
  std::string authority_;
  std::string nonce_;
  std::uint64_t nonceMs_ = 0;
};

}  // namespace latchkey
