#include "worker/server_key.h"


#include "worker/digest.h"

namespace latchkey {

std::optional<Pin> pinOf(PCCERT_CONTEXT certificate) noexcept try {
  CERT_PUBLIC_KEY_INFO& key = certificate->pCertInfo->SubjectPublicKeyInfo;
  DWORD size = 0;
  if (!CryptEncodeObject(X509_ASN_ENCODING, X509_PUBLIC_KEY_INFO, &key, nullptr, &size)) return std::nullopt;
  std::vector<BYTE> der(size);
  if (!CryptEncodeObject(X509_ASN_ENCODING, X509_PUBLIC_KEY_INFO, &key, der.data(), &size)) return std::nullopt;
  return sha256Of(der.data(), size);
} catch (...) {
  return std::nullopt;
}

KeyTrust trustOfKey(HINTERNET request, const std::vector<Pin>& pins) noexcept {
  PCCERT_CONTEXT certificate = nullptr;
  DWORD size = sizeof certificate;
  if (!WinHttpQueryOption(request, WINHTTP_OPTION_SERVER_CERT_CONTEXT, &certificate, &size) ||
      certificate == nullptr)
    return KeyTrust::unknown;
  const auto pin = pinOf(certificate);
  CertFreeCertificateContext(certificate);
  return pin && isPinned(pins, *pin) ? KeyTrust::pinned : KeyTrust::foreign;
}

}  // namespace latchkey
