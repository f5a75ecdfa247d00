# Sourced by the test scripts: `needPackages NAME…` installs those Debian packages that are missing.
# shellcheck shell=sh

needPackages() {
  missing=''
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    echo "missing Debian packages:$missing" >&2
    exit 69
  fi
  # shellcheck disable=SC2086 # one word for each package
  apt-get install -y --no-install-recommends $missing >/dev/null ||
    { apt-get update >/dev/null && apt-get install -y --no-install-recommends $missing >/dev/null; }
}
