// trust FILE: adds the certificate in a PEM file to the roots of the Wine prefix. Windows is never given this program.
#include <windows.h>

#include <wincrypt.h>

#include <cstdio>
#include <string>
#include <vector>

int wmain(int count, wchar_t** words) {
  if (count != 2) return 64;
  std::FILE* const file = _wfopen(words[1], L"rb");
  if (file == nullptr) return 66;
  std::string pem(65536, '\0');
  pem.resize(std::fread(pem.data(), 1, pem.size(), file));
  std::fclose(file);
  std::vector<BYTE> der(pem.size());
  auto size = static_cast<DWORD>(der.size());
  if (!CryptStringToBinaryA(pem.c_str(), static_cast<DWORD>(pem.size()), CRYPT_STRING_BASE64HEADER, der.data(), &size,
                            nullptr, nullptr))
    return 65;
  const HCERTSTORE store =
      CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_CURRENT_USER, L"Root");
  const bool isAdded = CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, der.data(), size,
                                                        CERT_STORE_ADD_REPLACE_EXISTING, nullptr) != FALSE;
  // Wine writes the store when it is closed.
  CertCloseStore(store, 0);
  std::puts(isAdded ? "added" : "refused");
  return isAdded ? 0 : 1;
}
