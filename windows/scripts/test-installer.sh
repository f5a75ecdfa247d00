#!/bin/sh
# Checks the packages of the add-in: tables, events, policies, signing, and under Wine how they install, upgrade and go.
# Ends with `N passed, N failed, N skipped` and writes reports/windows-installer.json at the root of the repository.
set -eu

windows=$(cd "$(dirname "$0")/.." && pwd)
packages='mingw-w64 wixl msitools osslsigncode openssl python3 wine64 xvfb xauth'

missing=''
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "missing Debian packages:$missing" >&2
    exit 69
  fi
  # shellcheck disable=SC2086 # one word for each package
  apt-get install -y --no-install-recommends $missing >/dev/null ||
    { apt-get update >/dev/null && apt-get install -y --no-install-recommends $missing >/dev/null; }
fi

# The Node that the repository fetched for itself, where the machine's own is older.
for node in "$(dirname "$windows")"/.node/*/node_modules/*/bin/node node; do
  command -v "$node" >/dev/null 2>&1 && exec nice -n 10 xvfb-run -a "$node" "$windows/installer/test/run.mjs" "$@"
done
echo 'no node: run npm start once, or install Node 24' >&2
exit 69
