#!/bin/bash
# Holds the add-in's DLLs and programs against what Windows 7 SP1 offers, and against what its loader should be told.
#   check-imports.sh FILE…            each function must be in imports-windows-7.txt beside this script
# A function that Windows 7 lacks shows only there, as a loader error at the sign-in screen; here it shows at once.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
allowed="$here/imports-windows-7.txt"
failures=0

fail() {
  echo "$1" >&2
  failures=$((failures + 1))
}

# LIBRARY FUNCTION, lower-case library, one a line.
imports_of() {
  x86_64-w64-mingw32-objdump -p "$1" | awk '
    /DLL Name:/ { library = tolower($3) }
    /^\t[0-9a-f]+\t *[0-9]+ +[A-Za-z_?@]/ { print library, $3 }'
}

check_imports() {
  local unknown count
  count=$(imports_of "$1" | wc -l)
  [ "$count" -gt 0 ] || fail "$1: no imports were read"
  unknown=$(imports_of "$1" | sort -u | comm -23 - <(grep -v '^#' "$allowed" | sort -u))
  [ -z "$unknown" ] || fail "$1: not on the list of Windows 7 SP1:"$'\n'"$unknown"
}

check_sections() {
  # objdump names no "writable": a section without READONLY is. Code must be READONLY.
  local both
  both=$(x86_64-w64-mingw32-objdump -h "$1" | awk '
    $1 ~ /^[0-9]+$/ { name = $2; next }
    / CODE/ && !/READONLY/ { print name }')
  [ -z "$both" ] || fail "$1: writable and executable: $both"
}

check_loader_flags() {
  local header flags=DYNAMIC_BASE\ NX_COMPAT
  header=$(x86_64-w64-mingw32-objdump -p "$1")
  grep -q 'Magic.*020b' <<<"$header" && flags="$flags HIGH_ENTROPY_VA"
  for flag in $flags; do
    grep -qw "$flag" <<<"$header" || fail "$1: $flag is not set"
  done
  x86_64-w64-mingw32-objdump -h "$1" | grep -q '\.reloc' || fail "$1: no relocations, so it can't be moved"
}

# The host tests' way to a worker must never be in what is shipped.
check_no_test_switches() {
  if grep -aqP 'L\0A\0T\0C\0H\0K\0E\0Y\0_\0' "$1"; then fail "$1: has the switches of the host tests"; fi
}

for file in "$@"; do
  [ -s "$file" ] || { fail "$file: missing"; continue; }
  check_imports "$file"
  check_sections "$file"
  check_loader_flags "$file"
  check_no_test_switches "$file"
done
[ "$failures" -eq 0 ] || exit 1
echo "$# checked against Windows 7 SP1"
