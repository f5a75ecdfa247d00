#!/bin/bash
# The add-in for 32-bit Windows. Builds it and holds it against Windows 7, then runs under a 32-bit Wine of its own
# (wine-x86.sh) what a narrower pointer or another calling convention could break: every planted mistake, a whole reset
# in the tile and in the dialog, the worker's units and its resets against the real server, and the x86 package.
# What doesn't depend on the architecture is tested on x64 alone.
# Where no 32-bit program can run, what can be checked without is checked, and a line says so: that is no skipped test.
# Ends with `N passed, N failed, N skipped` and writes reports/windows-x86.json at the root of the repository.
set -u

windows=$(cd "$(dirname "$0")/.." && pwd)
root=$(dirname "$windows")
build=$root/dist/windows-build/i686
reports=$root/reports
export LATCHKEY_BUNDLE=${LATCHKEY_BUNDLE:-$root/dist/latchkey.mjs}

# shellcheck source=packages.sh
. "$windows/scripts/packages.sh"
needPackages g++-mingw-w64-i686 mingw-w64 cmake ninja-build nlohmann-json3-dev doctest-dev wixl msitools openssl xvfb xauth
# The Node that the repository fetched for itself, where the machine's own is older.
for node in "$root"/.node/*/node_modules/*/bin/node node; do
  command -v "$node" >/dev/null 2>&1 && break
done

passed=0
failed=0
pass() { passed=$((passed + 1)); }
fail() {
  failed=$((failed + 1))
  echo "FAILED $1"
}
# expect NAME COMMAND…: one check; its words are shown where it fails.
expect() {
  local said
  if said=$("${@:2}" 2>&1); then pass; else fail "$1"$'\n'"$(tail -n 12 <<<"$said")"; fi
}
# add PASSED FAILED: what a part of its own counted. A part that told nothing is a failure.
add() {
  if [ -z "${1:-}" ] || [ -z "${2:-}" ]; then fail "${3:-a part} told no result"; return; fi
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# What the tests run, which is not what is shipped. The compiler asserts the layout of every structure that LogonUI and
# the add-in hand each other, so that to build is to check it.
build_test_programs() {
  "$windows/scripts/build-tests.sh" i686 logonhost plant standin scripted_worker uncaught latchkey_provider_for_tests \
    latchkey_worker latchkey_worker_for_tests latchkey_worker_units latchkey_walker latchkey_trust
}

part_build() {
  local shipped=$root/dist/windows/x86
  expect 'the packages build' "$node" "$root/scripts/run.mjs" build-windows
  expect 'the test programs build for x86' build_test_programs
  expect 'it needs nothing that Windows 7 lacks' "$windows/scripts/check-imports.sh" \
    "$shipped"/LatchkeyProvider-*.dll "$shipped/LatchkeyWorker.exe"
  # LogonUI calls these by their plain names; a decorated one is not found, and only on x86 would it be decorated.
  expect 'its entry points have plain names' has_plain_exports "$shipped"/LatchkeyProvider-*.dll
}

has_plain_exports() {
  local names
  names=$(i686-w64-mingw32-objdump -p "$1" | awk '
    /^\[Ordinal\/Name Pointer\]/ { on = 1; next }
    on && !NF { exit }
    on { print $NF }')
  grep -qx DllGetClassObject <<<"$names" && grep -qx DllCanUnloadNow <<<"$names" && ! grep -q '@' <<<"$names"
}

number_in() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" "$2" 2>/dev/null; }

part_host() {
  local report=$reports/windows-host-i686.json
  rm -f "$report"
  LATCHKEY_HOST_ARCH=i686 "$windows/scripts/test-host.sh" plant standin runtime tile/reset tile/windows-7 wrap/reset wrap/windows-7
  add "$(number_in passed "$report")" "$(number_in failed "$report")" 'the host'
}

part_worker() {
  local units flows
  export LATCHKEY_WORKER_BUILD=$build WINEPREFIX=$build/worker-prefix WINEDEBUG=-all
  rm -rf "$WINEPREFIX"
  wineboot -i >/dev/null 2>&1
  # The folder that the installer makes, and a verbose log for the canary to look through.
  mkdir -p "$WINEPREFIX/drive_c/ProgramData/Latchkey/Logs"
  wine reg add 'HKLM\SOFTWARE\Latchkey' /v EnableLogging /t REG_DWORD /d 1 /f >/dev/null 2>&1
  units=$(nice -n 10 wine "$build/worker/test/latchkey_worker_units.exe" 2>&1 | tr -d '\r')
  flows=$(nice -n 10 "$node" --test --test-timeout=120000 --test-reporter=spec "$windows/worker/test/reset.test.mjs" 2>&1)
  wineserver -k
  printf '%s\n%s\n' "$units" "$flows"
  unit() { sed -n "s/^\[doctest\] test cases:.* \([0-9]*\) $1.*/\1/p" <<<"$units"; }
  flow() { sed -n "s/^ℹ $1 \([0-9]*\)$/\1/p" <<<"$flows"; }
  add "$(unit passed)" "$(unit failed)" "the worker's units"
  add "$(flow pass)" "$(($(flow fail) + $(flow cancelled)))" "the worker's resets"
}

part_package() {
  local said
  said=$(nice -n 10 xvfb-run -a "$node" "$windows/installer/test/x86.mjs" 2>&1)
  printf '%s\n' "$said"
  add "$(sed -n 's/^\([0-9]*\) passed, .*/\1/p' <<<"$said")" \
    "$(sed -n 's/.* passed, \([0-9]*\) failed.*/\1/p' <<<"$said")" 'the package'
}

mkdir -p "$build" "$reports"
rm -f "$reports/windows-x86.json"
[ -s "$LATCHKEY_BUNDLE" ] || { echo 'no server: node scripts/run.mjs build' >&2; exit 66; }
part_build
commands=$("$windows/scripts/wine-x86.sh" 2>"$build/wine-x86.log")
code=$?
if [ "$code" -eq 0 ]; then
  export PATH="$commands:$PATH"
  part_host
  part_worker
  part_package
else
  # One line tells why there is none; another code than this one is a mistake of the script.
  reason=$(tail -n 1 "$build/wine-x86.log")
  [ "$code" -eq 69 ] || fail "wine-x86.sh: $reason"
  expect 'the tables of the package' xvfb-run -a "$node" "$windows/installer/test/run.mjs" tables
  echo "x86 was built and its imports, layouts and tables checked; it was not run: ${reason#*: }"
fi

printf '{"passed":%d,"failed":%d,"skipped":0}\n' "$passed" "$failed" >"$reports/windows-x86.json"
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
