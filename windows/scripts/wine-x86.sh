#!/bin/bash
# Makes a 32-bit Wine of its own, beside whatever Wine the machine has, and prints the folder of its commands:
#   PATH="$(windows/scripts/wine-x86.sh):$PATH"     then wine, wineboot and wineserver are the 32-bit ones
# Exits with 69, and says why on stderr, where no 32-bit program can run here or the packages can't be had.
# To add the architecture to the machine's own package manager would let it replace packages that are there. So apt
# gets a state of its own instead: it resolves, downloads and verifies as ever, with the machine's sources and keys,
# and what it downloaded is unpacked without running any of its scripts. The result is kept between runs.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# A number of its own for each content: who changes the lists below counts on.
root=${LATCHKEY_WINE_X86:-${XDG_CACHE_HOME:-$HOME/.cache}/latchkey}/wine-x86-1
# Beyond what libwine depends on: GnuTLS, without which Wine has neither TLS nor keys, and X11's extensions.
packages='wine32 libwine libgnutls30 libxcomposite1 libxcursor1 libxfixes3 libxi6 libxinerama1 libxrandr2 libxrender1'
work=''
downloads=''

give_up() {
  echo "no 32-bit Wine: $1" >&2
  exit 69
}

# The smallest program that ends with 42: without the kernel's 32-bit calls nothing below can work.
check_kernel() {
  local program=$work/answer code=0
  {
    printf '\x7fELF\1\1\1\0\0\0\0\0\0\0\0\0\2\0\3\0\1\0\0\0\x54\x80\4\x08\x34\0\0\0\0\0\0\0\0\0\0\0\x34\0\x20\0\1\0\0\0\0\0\0\0'
    printf '\1\0\0\0\0\0\0\0\0\x80\4\x08\0\x80\4\x08\x60\0\0\0\x60\0\0\0\5\0\0\0\0\x10\0\0'
    printf '\xb8\1\0\0\0\xbb\x2a\0\0\0\xcd\x80'
  } >"$program"
  chmod +x "$program"
  "$program" 2>/dev/null || code=$?
  [ "$code" -eq 42 ] || give_up 'this kernel runs no 32-bit programs'
}

# apt for i386 that knows of no installed package and writes nowhere but in a folder of its own. That is not in a home,
# which apt's own user may not enter: it would download with all of root's rights instead.
private_apt() {
  mkdir -p "$downloads"/{state/lists/partial,cache/archives/partial,log}
  chmod a+rx "$downloads"
  : >"$downloads/status"
  cat >"$downloads/apt.conf" <<END
Dir::State "$downloads/state";
Dir::State::status "$downloads/status";
Dir::Cache "$downloads/cache";
Dir::Log "$downloads/log";
APT::Architecture "i386";
APT::Architectures { "i386"; };
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::Retries "3";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
END
  APT_CONFIG="$downloads/apt.conf" apt-get -q "$@" >>"$downloads/said" 2>&1
}

download() {
  local attempt
  for attempt in 1 2 3; do
    # A mirror that is just being renewed serves a list that its signature doesn't fit, which apt leaves out: what the
    # other lists offer is enough.
    private_apt update || true
    # shellcheck disable=SC2086 # one word for each package
    if private_apt install -y --download-only $packages; then return; fi
    sleep $((attempt * 5))
  done
  tail -n 5 "$downloads/said" >&2
  give_up 'its packages could not be had'
}

# The C library stays the machine's (libc6-i386): the loader of every 32-bit program belongs to that one. Packages for
# all architectures are data, which the machine has or Wine does without, but for the DLL that Wine's own need.
unpack() {
  local package
  mkdir -p "$work/root"
  for package in "$downloads"/cache/archives/*.deb; do
    case $(basename "$package") in
      libz-mingw-w64_*) ;;
      libc6_* | *_all.deb) continue ;;
    esac
    dpkg-deb --fsys-tarfile "$package" |
      tar -x -C "$work/root" --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale
  done
  mark_zlib "$work/root"
}

# What libwine's installation script does on a machine: a DLL is Wine's own where it has this mark at byte 64.
mark_zlib() {
  local from=$1/usr/i686-w64-mingw32/lib/zlib1.dll to=$1/usr/lib/i386-linux-gnu/wine/i386-windows/zlib1.dll
  {
    head -c 64 "$from"
    printf 'Wine builtin DLL\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
    tail -c +97 "$from"
  } >"$to"
}

# Programs that Wine starts find the same Wine by the same variables. 64-bit ones pass over 32-bit libraries.
write_commands() {
  local libraries="$root/usr/lib/i386-linux-gnu:$root/lib/i386-linux-gnu" name
  mkdir -p "$work/root/bin"
  for name in wine wineboot wineserver; do
    {
      echo '#!/bin/sh'
      echo "export LD_LIBRARY_PATH='$libraries' WINEARCH=win32"
      echo "export WINELOADER='$root/usr/lib/wine/wine' WINESERVER='$root/usr/lib/wine/wineserver32'"
      case $name in
        wine) echo 'exec "$WINELOADER" "$@"' ;;
        wineboot) echo 'exec "$WINELOADER" wineboot.exe "$@"' ;;
        wineserver) echo 'exec "$WINESERVER" "$@"' ;;
      esac
    } >"$work/root/bin/$name"
    chmod +x "$work/root/bin/$name"
  done
}

make_root() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || give_up 'this is no Debian'
  check_kernel
  download
  unpack
  write_commands
  rm -rf "$root"
  mv "$work/root" "$root"
}

# A machine has it or gets it by its own package manager: it is a package of the machine's own architecture.
need_libc() {
  # shellcheck source=packages.sh
  (. "$here/packages.sh" && needPackages libc6-i386) >&2 || give_up 'libc6-i386 could not be installed'
}

mkdir -p "$(dirname "$root")"
# Two runs at once would each make one.
exec 9>"$root.lock"
flock 9
need_libc
if [ ! -x "$root/bin/wine" ]; then
  # Beside the root, so that the whole is put there by one rename.
  work=$(mktemp -d "$root.XXXXXX")
  downloads=$(mktemp -d)
  trap 'rm -rf "$work" "$downloads"' EXIT
  make_root >&2
fi
"$root/usr/lib/wine/wine" --version >/dev/null 2>&1 ||
  LD_LIBRARY_PATH="$root/usr/lib/i386-linux-gnu" "$root/usr/lib/wine/wine" --version >/dev/null ||
  give_up "$root doesn't start; remove it to have it made anew"
echo "$root/bin"
