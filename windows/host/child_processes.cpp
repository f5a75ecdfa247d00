#include "host/child_processes.h"

#include <tlhelp32.h>

namespace latchkey::host {
namespace {

constexpr DWORD kLongestMs = 60000;

std::vector<DWORD> children() {
  std::vector<DWORD> found;
  const Handle snapshot(CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0));
  PROCESSENTRY32W entry = {};
  entry.dwSize = sizeof entry;
  for (BOOL more = Process32FirstW(snapshot.get(), &entry); more; more = Process32NextW(snapshot.get(), &entry)) {
    // Wine starts its own console and service programs as children of whoever came first.
    const bool isWorker = wcsstr(entry.szExeFile, L"orker") != nullptr;
    if (entry.th32ParentProcessID == GetCurrentProcessId() && isWorker) found.push_back(entry.th32ProcessID);
  }
  return found;
}

Handle startProcess(std::wstring commandLine) {
  STARTUPINFOW start = {};
  start.cb = sizeof start;
  PROCESS_INFORMATION process = {};
  if (CreateProcessW(nullptr, commandLine.data(), nullptr, nullptr, FALSE, CREATE_NO_WINDOW, nullptr, nullptr, &start,
                     &process) == FALSE) {
    return Handle();
  }
  const Handle thread(process.hThread);
  return Handle(process.hProcess);
}

}  // namespace

ChildProcesses::~ChildProcesses() {
  for (const auto& process : started_) TerminateProcess(process.get(), 1);
  // A worker outlives LogonUI; the next script must not find this one's flows.
  kill();
}

bool ChildProcesses::start(const std::wstring& commandLine) {
  Handle process = startProcess(commandLine);
  if (!process) return false;
  started_.push_back(std::move(process));
  return true;
}

bool ChildProcesses::runToEnd(const std::wstring& commandLine) {
  const Handle process = startProcess(commandLine);
  return process && WaitForSingleObject(process.get(), kLongestMs) == WAIT_OBJECT_0;
}

std::size_t ChildProcesses::running() { return children().size(); }

std::size_t ChildProcesses::kill() {
  const std::vector<DWORD> ids = children();
  for (const DWORD id : ids) {
    const Handle process(OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, id));
    TerminateProcess(process.get(), 1);
    WaitForSingleObject(process.get(), 2000);
  }
  return ids.size();
}

}  // namespace latchkey::host
