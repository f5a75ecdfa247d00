#include "worker/machine_record.h"

#include <algorithm>

#include "provider/clsid.h"
#include "provider/registry.h"
#include "worker/access.h"
#include "worker/service_sid.h"

namespace latchkey {
namespace {

constexpr wchar_t kMachine[] = L"SOFTWARE\\Latchkey\\State\\Machine";
constexpr wchar_t kEnrolment[] = L"SOFTWARE\\Latchkey\\Enrolment";
constexpr wchar_t kCode[] = L"Code";
constexpr std::size_t kLongestCode = 64;

std::string asciiOf(const std::u16string& text) {
  std::string ascii;
  for (const char16_t unit : text) ascii.push_back(unit > 0x20 && unit < 0x7F ? static_cast<char>(unit) : '?');
  return ascii;
}

std::u16string wideOf(const std::string& ascii) { return std::u16string(ascii.begin(), ascii.end()); }

std::optional<Sha256> digestIn(const RegistryKey& key, const wchar_t* name) {
  const auto bytes = key.bytes(name);
  if (!bytes || bytes->size() != Sha256().size()) return std::nullopt;
  Sha256 digest;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

/// The key with its list, also where it was there with another one.
bool makeKey() {
  const auto service = serviceSidOf(kWorkerService);
  if (!service) return false;
  const Access access(L"D:P(A;CI;KA;;;SY)(A;CI;KA;;;BA)(A;CI;KRKW;;;" + *service + L")");
  if (!access) return false;
  SECURITY_ATTRIBUTES attributes = access.attributes();
  HKEY key = nullptr;
  const DWORD rights = KEY_SET_VALUE | WRITE_DAC;
  if (RegCreateKeyExW(HKEY_LOCAL_MACHINE, kMachine, 0, nullptr, 0, rights, &attributes, &key, nullptr) != ERROR_SUCCESS)
    return false;
  const LSTATUS error = RegSetKeySecurity(key, DACL_SECURITY_INFORMATION, attributes.lpSecurityDescriptor);
  RegCloseKey(key);
  return error == ERROR_SUCCESS;
}

}  // namespace

MachineRecord readMachineRecord() {
  const RegistryKey key = RegistryKey::open(kMachine);
  MachineRecord record;
  record.pc = digestIn(key, L"Pc");
  const DWORD store = key.number(L"KeyStore").value_or(0);
  if (store == 1 || store == 2) record.store = static_cast<KeyStore>(store);
  record.id = asciiOf(key.text(L"Id"));
  // It goes into a header: what is no id is none.
  if (!isMachineId(record.id)) record.id.clear();
  record.server = asciiOf(key.text(L"Server"));
  const DWORD state = key.number(L"State").value_or(0);
  if (state >= 1 && state <= 3) record.state = static_cast<MachineState>(state);
  return record;
}

bool beginMachineRecord(const Sha256& pc, KeyStore store) {
  if (!makeKey()) return false;
  // First, so that at no moment another PC's id stands beside this one's fingerprint.
  forgetEnrolled();
  RegistryKey key = RegistryKey::create(kMachine);
  if (!key || !readMachineRecord().id.empty()) return false;
  key.setNumber(L"KeyStore", static_cast<DWORD>(store));
  key.setBytes(L"Pc", pc.data(), static_cast<DWORD>(pc.size()));
  return true;
}

void keepEnrolled(const Enrolled& enrolled, const std::string& server) {
  RegistryKey key = RegistryKey::create(kMachine);
  key.setText(L"Server", wideOf(server));
  key.setNumber(L"State", static_cast<DWORD>(enrolled.state));
  key.setText(L"Id", wideOf(enrolled.machine));
}

void forgetEnrolled() {
  RegistryKey key = RegistryKey::create(kMachine);
  for (const wchar_t* const name : {L"Id", L"State", L"Server"}) key.remove(name);
}

FleetCode readFleetCode() noexcept try {
  FleetCode code;
  wchar_t text[kLongestCode + 1] = {};
  DWORD size = sizeof text;
  const LSTATUS error = RegGetValueW(HKEY_LOCAL_MACHINE, kEnrolment, kCode, RRF_RT_REG_SZ, nullptr, text, &size);
  code.isThere = error == ERROR_SUCCESS || error == ERROR_MORE_DATA;
  if (error == ERROR_SUCCESS) {
    for (const wchar_t* at = text; *at != L'\0'; ++at) code.text.push(static_cast<char16_t>(*at));
  }
  wipeMemory(text, sizeof text);
  return code;
} catch (...) {
  return {};
}

bool eraseFleetCode() noexcept {
  const LSTATUS error = RegDeleteKeyValueW(HKEY_LOCAL_MACHINE, kEnrolment, kCode);
  return error == ERROR_SUCCESS || error == ERROR_FILE_NOT_FOUND;
}

}  // namespace latchkey
