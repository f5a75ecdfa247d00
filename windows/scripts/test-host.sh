#!/bin/bash
# Builds logonhost, the plant, the stand-in and the worker's double with MinGW and runs under Wine:
#   every planted mistake, each of which has to trip its own rule and no other; every rule has to have one;
#   the plant and the stand-in without a mistake;
#   the life-cycle scripts against the provider's test DLL, where that builds.
# Dumps of every tile step and pictures of every dialog step stay in reports/windows-host/.
# Usage: test-host.sh [plant|standin|provider|tile/NAME|wrap/NAME]…  (the first three without an argument)
# LATCHKEY_HOST_ARCH=i686 builds for x86 and takes the `wine` in PATH, see wine-x86.sh.
# Ends with `N passed, N failed, N skipped` and writes reports/windows-host.json (or windows-host-i686.json).
set -u

windows=$(cd "$(dirname "$0")/.." && pwd)
root=$(dirname "$windows")
arch=${LATCHKEY_HOST_ARCH:-x86_64}
build=${LATCHKEY_HOST_BUILD:-$root/dist/windows-build/host-$arch}
reports=$root/reports
name=windows-host
[ "$arch" = x86_64 ] || name=windows-host-$arch
parts=${*:-plant standin provider}

if [ -z "${LATCHKEY_HOST_DISPLAY:-}" ]; then
  # shellcheck source=packages.sh
  . "$windows/scripts/packages.sh"
  needPackages cmake ninja-build mingw-w64 wine xvfb xauth
  # One X server for the whole run; Wine draws nothing without one.
  export LATCHKEY_HOST_DISPLAY=1
  exec nice -n 10 xvfb-run -a -s '-screen 0 1024x768x24' "$0" "$@"
fi

passed=0
failed=0
skipped=0
pass() { passed=$((passed + 1)); }
fail() {
  failed=$((failed + 1))
  echo "FAILED $1"
  [ -z "${2:-}" ] || grep -E '"t":"(fail|breach|crash|end)"' "$2" | head -n 12
}

mkdir -p "$build" "$reports"
cmake -G Ninja -S "$windows" -B "$build" -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DCMAKE_CXX_COMPILER="$arch-w64-mingw32-g++" -DCMAKE_RC_COMPILER="$arch-w64-mingw32-windres" >"$build/build.log" 2>&1 &&
  cmake --build "$build" --target logonhost plant standin scripted_worker >>"$build/build.log" 2>&1 ||
  { tail -n 20 "$build/build.log" >&2; exit 1; }
provider=''
if cmake --build "$build" --target latchkey_provider_for_tests >>"$build/build.log" 2>&1; then
  provider=$build/provider/tests/LatchkeyProvider.dll
fi

# Everything the scripts name lies in one folder, so that they need no paths.
stage=$build/stage
rm -rf "$stage"
mkdir -p "$stage/pictures"
cp "$build"/host/{logonhost,scripted_worker}.exe "$build"/host/{plant,standin}.dll "$stage"
[ -z "$provider" ] || cp "$provider" "$stage"
for script in "$windows"/host/scripts/worker/*.txt; do cp "$script" "$stage/worker-$(basename "$script")"; done
cp "$windows"/host/scripts/*.txt "$stage"
cd "$stage" || exit 1

export WINEPREFIX=${LATCHKEY_HOST_PREFIX:-$build/prefix}
export WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
export LATCHKEY_PIPE='\\.\pipe\Latchkey.HostTest' LATCHKEY_WORKER=scripted_worker.exe
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
[ "$arch" = x86_64 ] && [ -x "$wine" ] || wine=wine
wineserver=$(command -v wineserver || echo /usr/lib/wine/wineserver)
trap '"$wineserver" -k; "$wineserver" -w' EXIT
[ -e "$WINEPREFIX/system.reg" ] || "$wine" wineboot -i >/dev/null 2>&1
"$wineserver" -p 2>/dev/null
# Without a window manager Wine waits two seconds for its answer whenever a managed window goes.
"$wine" reg add 'HKCU\Software\Wine\X11 Driver' /v Managed /d N /f >/dev/null 2>&1
"$wine" reg add 'HKLM\SOFTWARE\Latchkey' /v ServerUrl /d https://reset.corp.test /f >/dev/null 2>&1

# run LOG SCRIPT [ARGUMENT…]: plays a script once; true where the report's last line, and nothing but it, says so.
run() {
  local log=$1 script=$2
  shift 2
  # A crash-loop guard that remembers the scripts before would refuse the next one.
  "$wine" reg delete 'HKLM\SOFTWARE\Latchkey\State' /f >/dev/null 2>&1
  timeout 180 "$wine" logonhost.exe --pictures pictures "$@" "Z:$script" >"$log" 2>/dev/null
  local code=$?
  case $(tail -n 1 "$log") in
    *'"t":"end"'*'"ok":true'*) return 0 ;;
    *'"t":"end"'*) ;;
    *) echo "{\"t\":\"end\",\"ok\":false,\"what\":\"no report, exit code $code\"}" >>"$log" ;;
  esac
  return 1
}

# play NAME SCRIPT [ARGUMENT…]: a call that was slow only because other programs had the processors is fast the next
# time, one that waits or computes too long is slow each time: a slow call counts once it came three times.
play() {
  local name=$1 log="$stage/$1.jsonl" attempt
  shift
  for attempt in 1 2 3; do
    if run "$log" "$@"; then
      pass
      return
    fi
    tail -n 1 "$log" | grep -q '"slow-call"' || break
    echo "slow at attempt $attempt: $name, $(grep -o '"detail":"[^"]*"' "$log" | tail -n 1)"
  done
  fail "$name" "$log"
}

part_plant() {
  local scripts=$windows/host/scripts/plant mistake script rule
  for script in "$scripts"/*.txt; do
    [ "$(basename "$script")" = mistakes.txt ] || LATCHKEY_PLANT='' play "plant-clean-$(basename "$script" .txt)" "$script"
  done
  while read -r mistake script; do
    case $mistake in '' | '#'*) continue ;; esac
    LATCHKEY_PLANT=$mistake play "plant-$mistake-$script" "$scripts/$script.txt" --only-breach "${mistake%%.*}"
  done <"$scripts/mistakes.txt"
  "$wine" logonhost.exe --rules 2>/dev/null | tr -d '\r' | cut -f 1 >rules.txt
  [ -s rules.txt ] && pass || fail 'the host lists its rules'
  while read -r rule; do
    grep -qE "^$rule(\.[a-z]+)? " "$scripts/mistakes.txt" && pass || fail "no mistake is planted for $rule"
  done <rules.txt
}

part_standin() {
  local script
  for script in "$windows"/host/scripts/standin/*.txt; do play "standin-$(basename "$script" .txt)" "$script"; done
}

part_provider() {
  local script
  if [ -z "$provider" ]; then
    echo 'skipped: the provider does not build here (see build.log)'
    skipped=$((skipped + 1))
    return
  fi
  for script in "$windows"/host/scripts/tile/*.txt; do play "tile-$(basename "$script" .txt)" "$script"; done
  for script in "$windows"/host/scripts/wrap/*.txt; do play "wrap-$(basename "$script" .txt)" "$script"; done
}

# A known password typed through every path must be in no output.
part_canary() {
  if grep -rlaE 'Canary-[A-Z][A-Za-z0-9]+-[0-9]+' --include='*.jsonl' "$stage" | grep -q .; then
    fail 'a canary password is in an output'
  else
    pass
  fi
}

for part in $parts; do
  case $part in
    */*) play "${part/\//-}" "$windows/host/scripts/$part.txt" ;;
    *) "part_$part" ;;
  esac
done
part_canary

# What was drawn and what was said, for a person to look at.
kept=$reports/$name
rm -rf "$kept" && mkdir -p "$kept"
cp -r "$stage"/pictures "$stage"/*.jsonl "$kept"

printf '{"passed":%d,"failed":%d,"skipped":%d}\n' "$passed" "$failed" "$skipped" >"$reports/$name.json"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
