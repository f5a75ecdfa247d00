#pragma once

#include <string>

#include "flow/signing_transport.h"
#include "flow/test/session_fixture.h"

namespace latchkey {

/// Stands for SHA-256 where only what is hashed matters: keeps the texts, and gives each a number.
inline std::vector<std::string>& hashed() {
  static std::vector<std::string> texts;
  return texts;
}
inline std::optional<Sha256> countingHash(const void* bytes, std::size_t count) noexcept {
  hashed().emplace_back(static_cast<const char*>(bytes), count);
  Sha256 digest{};
  digest[0] = static_cast<std::uint8_t>(hashed().size());
  return digest;
}

/// Signs with the digest itself, so that a test sees what was signed.
class PlainKey final : public Signer {
 public:
  bool isBroken = false;
  std::optional<MachinePublicKey> publicKey() noexcept override { return MachinePublicKey{}; }
  std::optional<MachineSignature> sign(const Sha256& digest) noexcept override {
    if (isBroken) return std::nullopt;
    MachineSignature signature{};
    signature[0] = digest[0];
    return signature;
  }
};

/// A transport that signs, in front of a scripted server.
struct SigningDesk {
  ScriptedTransport server;
  TestClock clock;
  PlainKey key;
  int strangers = 0;
  SigningTransport transport{server, clock, countingHash, [this] { ++strangers; }};

  SigningDesk() {
    hashed().clear();
    transport.use(&key, "mch_7", "reset.example.org");
  }

  void willGiveNonce(const std::string& nonce) {
    server.willAnswer(201, R"({"nonce":")" + nonce + R"(","expiresAt":"2030-01-01T12:15:00.000Z"})");
  }
  void willAnswer(int status, const std::string& body, const std::string& nextNonce = "") {
    server.willAnswer(status, body, status < 400 ? "application/json" : kProblemType);
    std::get<HttpResponse>(server.answers.back()).replayNonce = nextNonce;
  }
  void willRefuse(const std::string& nextNonce = "") {
    willAnswer(401, problemAnswer("signature-not-accepted"), nextNonce);
  }

  std::variant<HttpResponse, NetworkFault> send(Signing signing, const char* path = "/api/v1/flows") {
    HttpRequest request;
    request.method = "POST";
    request.path = path;
    request.body = SecretBuffer("{}");
    request.signing = signing;
    return transport.send(request, kRequestBudgetMs);
  }
  int statusOf(Signing signing) { return std::get<HttpResponse>(send(signing)).status; }
};

}  // namespace latchkey
