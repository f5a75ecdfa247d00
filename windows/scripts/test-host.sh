#!/bin/bash
# Builds logonhost, the plant, the stand-in and the worker's double with MinGW and runs under Wine:
#   every planted mistake, each of which has to trip its own rule and no other; every rule has to have one;
#   the plant and the stand-in without a mistake; how an exception ends that nobody caught;
#   the life-cycle scripts against the provider's test DLL.
# Dumps of every tile step and pictures of every dialog step stay in reports/windows-host/.
# Usage: test-host.sh [plant|standin|runtime|provider|tile/NAME|wrap/NAME]…  (all of the first four without an argument)
# LATCHKEY_HOST_ARCH=i686 builds for x86 and takes the `wine` in PATH, see wine-x86.sh.
# The scripts wait more than they compute: they are dealt out to LATCHKEY_HOST_LANES Windows with a screen each.
# Ends with `N passed, N failed, N skipped` and writes reports/windows-host.json (or windows-host-i686.json).
set -u

windows=$(cd "$(dirname "$0")/.." && pwd)
root=$(dirname "$windows")
arch=${LATCHKEY_HOST_ARCH:-x86_64}
build=$root/dist/windows-build/$arch
reports=$root/reports
name=windows-host
[ "$arch" = x86_64 ] || name=windows-host-$arch
lanes=${LATCHKEY_HOST_LANES:-3}
lane=${LATCHKEY_HOST_LANE:-}
parts=${*:-plant standin runtime provider}
room=$build/host-room

wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
[ "$arch" = x86_64 ] && [ -x "$wine" ] || wine=wine
wineserver=$(command -v wineserver || echo /usr/lib/wine/wineserver)
export WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='

# shellcheck source=packages.sh
. "$windows/scripts/packages.sh"
# shellcheck source=prefix.sh
. "$windows/scripts/prefix.sh"

if [ -z "$lane" ]; then
  needPackages cmake ninja-build mingw-w64 wine xvfb xauth nlohmann-json3-dev doctest-dev
  mkdir -p "$build" "$reports"
  "$windows/scripts/build-tests.sh" "$arch" logonhost plant standin scripted_worker uncaught latchkey_provider_for_tests ||
    exit 1
  preparePrefix "$build/prefix" || { echo 'Wine made no Windows' >&2; exit 1; }
  rm -rf "$room" "$reports/$name"
  mkdir -p "$room" "$reports/$name"
  for lane in $(seq 1 "$lanes"); do
    LATCHKEY_HOST_LANE=$lane nice -n 10 xvfb-run -a -s '-screen 0 1024x768x24' "$0" "$@" >"$room/$lane.said" 2>&1 &
  done
  wait
  cat "$room"/*.said | grep -v '^lane ' || true
  # A lane that told nothing is a failure.
  read -r told passed failed < <(sed -n 's/^lane //p' "$room"/*.said |
    awk '{ n++; passed += $1; failed += $2 } END { print n + 0, passed + 0, failed + 0 }')
  failed=$((failed + lanes - told))
  # What was drawn and what was said, for a person to look at.
  for one in "$room"/*/stage; do cp -r "$one"/pictures "$one"/*.jsonl "$reports/$name" 2>/dev/null || true; done
  printf '{"passed":%d,"failed":%d,"skipped":0}\n' "$passed" "$failed" >"$reports/$name.json"
  echo "$passed passed, $failed failed, 0 skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
fi

passed=0
failed=0
turn=0
pass() { passed=$((passed + 1)); }
fail() {
  failed=$((failed + 1))
  echo "FAILED $1"
  [ -z "${2:-}" ] || grep -E '"t":"(fail|breach|crash|end)"' "$2" | head -n 12
}

# Everything the scripts name lies in one folder, so that they need no paths.
stage=$room/$lane/stage
mkdir -p "$stage/pictures"
cp "$build"/host/{logonhost,scripted_worker,uncaught}.exe "$build"/host/{plant,standin}.dll \
  "$build/provider/tests/LatchkeyProvider.dll" "$stage"
for script in "$windows"/host/scripts/worker/*.txt; do cp "$script" "$stage/worker-$(basename "$script")"; done
cp "$windows"/host/scripts/*.txt "$stage"
cd "$stage" || exit 1

export WINEPREFIX=$room/$lane/prefix
copyPrefix "$build/prefix" "$WINEPREFIX"
export LATCHKEY_PIPE='\\.\pipe\Latchkey.HostTest' LATCHKEY_WORKER=scripted_worker.exe
trap '"$wineserver" -k; "$wineserver" -w' EXIT
# In the foreground, so that its number is known: see host/starvation.h.
"$wineserver" -f -p 2>/dev/null &
export LATCHKEY_SERVERS="$! $(tr -d ' \n' <"/tmp/.X${DISPLAY#:}-lock")"
# Without a window manager Wine waits two seconds for its answer whenever a managed window goes.
"$wine" reg add 'HKCU\Software\Wine\X11 Driver' /v Managed /d N /f >/dev/null 2>&1
"$wine" reg add 'HKLM\SOFTWARE\Latchkey' /v ServerUrl /d https://reset.corp.test /f >/dev/null 2>&1

# isMine: whether what comes next is this lane's.
isMine() {
  turn=$((turn + 1))
  [ $((turn % lanes + 1)) -eq "$lane" ]
}

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

# play NAME SCRIPT [ARGUMENT…]
play() {
  local name=$1 log="$stage/$1.jsonl"
  shift
  isMine || return 0
  if run "$log" "$@"; then pass; else fail "$name" "$log"; fi
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
  isMine || return 0
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
  for script in "$windows"/host/scripts/tile/*.txt; do play "tile-$(basename "$script" .txt)" "$script"; done
  for script in "$windows"/host/scripts/wrap/*.txt; do play "wrap-$(basename "$script" .txt)" "$script"; done
}

# An exception that nobody caught must end LogonUI without a question on the secure desktop.
part_runtime() {
  isMine || return 0
  timeout 60 "$wine" uncaught.exe >/dev/null 2>&1
  [ $? -eq 42 ] && pass || fail 'an exception that nobody caught does not end in a trap'
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
echo "lane $passed $failed"
