#include "flow/signature.h"

#include "flow/base64.h"

namespace latchkey {
namespace {

constexpr std::string_view kCovered = R"(("@method" "@authority" "@path" "content-digest"))";

constexpr std::string_view kLabel = "machine=";

std::string quoted(std::string_view name, std::string_view value) {
  return std::string(";").append(name).append("=\"").append(value).append("\"");
}

std::string line(std::string_view name, std::string_view value) {
  return std::string("\"").append(name).append("\": ").append(value);
}

}  // namespace

std::string contentDigestOf(const Sha256& digest) {
  return "sha-256=:" + base64Of(digest.data(), digest.size()) + ":";
}

std::string signatureParametersOf(std::string_view nonce, std::string_view keyid) {
  std::string text(kCovered);
  text += quoted("nonce", nonce);
  if (!keyid.empty()) text += quoted("keyid", keyid);
  return text += quoted("alg", "ecdsa-p256-sha256");
}

std::string signatureFieldOf(const MachineSignature& signature) {
  return std::string(kLabel) + ":" + base64Of(signature.data(), signature.size()) + ":";
}

std::string signatureInputOf(std::string_view parameters) { return std::string(kLabel).append(parameters); }

std::string signatureBaseOf(const HttpRequest& request, std::string_view authority, std::string_view contentDigest,
                            std::string_view parameters) {
  std::string base = line("@method", request.method) + "\n";
  base += line("@authority", authority) + "\n";
  base += line("@path", request.path) + "\n";
  base += line("content-digest", contentDigest) + "\n";
  return base += line("@signature-params", parameters);
}

}  // namespace latchkey
