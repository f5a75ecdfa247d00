#!/bin/sh
# Builds the worker for Windows and runs its tests under Wine, against the real server and against doubles of it; for x86
# it builds only, where no 32-bit Wine is there.
# Ends with `N passed, N failed, N skipped` and writes reports/windows-worker.json at the root of the repository.
set -eu

windows=$(cd "$(dirname "$0")/.." && pwd)
root=$(dirname "$windows")
build=$root/dist/windows-build
reports=$root/reports

# shellcheck source=packages.sh
. "$windows/scripts/packages.sh"
# shellcheck source=prefix.sh
. "$windows/scripts/prefix.sh"
needPackages g++-mingw-w64-x86-64 g++-mingw-w64-i686 cmake ninja-build nlohmann-json3-dev doctest-dev wine wine64 xvfb xauth openssl

export LATCHKEY_BUNDLE=${LATCHKEY_BUNDLE:-$root/dist/latchkey.mjs}
[ -s "$LATCHKEY_BUNDLE" ] || { echo 'no server: node scripts/run.mjs build' >&2; exit 66; }

mkdir -p "$reports"
for arch in x86_64 i686; do
  "$windows/scripts/build-tests.sh" "$arch" latchkey_worker latchkey_worker_for_tests latchkey_worker_units \
    latchkey_walker latchkey_trust latchkey_service_hand
done
export LATCHKEY_WORKER_BUILD="$build/x86_64"

# What is shipped must load on Windows 7; the provider is looked at where it is built.
"$windows/scripts/check-imports.sh" "$build"/x86_64/worker/LatchkeyWorker.exe "$build"/i686/worker/LatchkeyWorker.exe

export WINEPREFIX="$build/x86_64/worker-prefix" WINEDEBUG=-all
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
wineserver=wineserver
trap 'wineserver -k || true' EXIT
preparePrefix "$build/x86_64/prefix"
copyPrefix "$build/x86_64/prefix" "$WINEPREFIX"
# The folder that the installer makes, and a verbose log for the canary to look through.
mkdir -p "$WINEPREFIX/drive_c/ProgramData/Latchkey/Logs"
wine reg add 'HKLM\SOFTWARE\Latchkey' /v EnableLogging /t REG_DWORD /d 1 /f >/dev/null 2>&1

units=$(wine "$LATCHKEY_WORKER_BUILD/worker/test/latchkey_worker_units.exe" 2>&1 | tr -d '\r') || true
flows=$(nice -n 10 node --test --test-concurrency=1 --test-timeout=120000 --test-reporter=spec \
  "$windows"/worker/test/*.test.mjs 2>&1) || true
printf '%s\n%s\n' "$units" "$flows"

# Both must have told how it went: a run that says nothing is no success.
unit() { printf '%s\n' "$units" | sed -n "s/^\[doctest\] test cases:.* \([0-9]*\) $1.*/\1/p"; }
flow() { printf '%s\n' "$flows" | sed -n "s/^ℹ $1 \([0-9]*\)$/\1/p"; }
[ -n "$(unit passed)" ] && [ -n "$(flow pass)" ] || { echo 'a part of the tests did not run' >&2; exit 1; }
passed=$(($(unit passed) + $(flow pass)))
failed=$(($(unit failed) + $(flow fail) + $(flow cancelled)))
skipped=$(($(unit skipped) + $(flow skipped)))
printf '{"passed":%d,"failed":%d,"skipped":%d}\n' "$passed" "$failed" "$skipped" >"$reports/windows-worker.json"
echo 'x86: built, not run here'
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
