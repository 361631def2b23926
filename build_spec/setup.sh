#!/bin/sh
# Makes .venv from the hashed locks, and first whatever Qt needs from the system. Run by `make setup`; does nothing when
# nothing changed. With the word `package` it also asks for what PyInstaller needs, with `journeys` for a display of
# its own, a window manager, the accessibility bus, keys and clicks, and a print service.
set -eu
cd "$(dirname "$0")/.."

purpose=${1:-run}
python=${PYTHON:-python3}
venv=.venv
stamp=$venv/il2desk-setup

# What the environment depends on: the locks, the project's metadata, this script, and where the checkout lies.
wanted=$(cat build_spec/bootstrap.lock build_spec/requirements-dev.lock pyproject.toml build_spec/setup.sh | cksum) || exit 1
wanted="$wanted $(pwd)"
works() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

ready() { [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && works $venv/bin/python; }

if [ "$purpose" = run ] && ready; then
    exit 0
fi

say() { printf '%s\n' "il2desk: $*" >&2; }

works "$python" || {
    say "needs Python 3.11 or newer, and $python is $("$python" --version 2>/dev/null || echo missing); set PYTHON to a newer one."
    exit 1
}

# --- the system -------------------------------------------------------------------------------------------------------

# Each shared library Qt opens, and the Debian package that has it. Asking the loader works on any distribution.
libraries="
libGL.so.1              libgl1
libEGL.so.1             libegl1
libglib-2.0.so.0        libglib2.0-0
libfontconfig.so.1      libfontconfig1
libfreetype.so.6        libfreetype6
libdbus-1.so.3          libdbus-1-3
libcups.so.2            libcups2
libxkbcommon.so.0       libxkbcommon0
libxkbcommon-x11.so.0   libxkbcommon-x11-0
libX11-xcb.so.1         libx11-xcb1
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-image.so.0       libxcb-image0
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-randr.so.0       libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-render.so.0      libxcb-render0
libxcb-shape.so.0       libxcb-shape0
libxcb-shm.so.0         libxcb-shm0
libxcb-sync.so.1        libxcb-sync1
libxcb-xfixes.so.0      libxcb-xfixes0
libxcb-xinerama.so.0    libxcb-xinerama0
libxcb-xkb.so.1         libxcb-xkb1
libwayland-client.so.0  libwayland-client0
libwayland-cursor.so.0  libwayland-cursor0
libwayland-egl.so.1     libwayland-egl1
"

# What a journey has on its workstation, and the Debian package that has it.
workstation="Xvfb           xvfb
setxkbmap      x11-xkb-utils
xdotool        xdotool
openbox        openbox
dbus-daemon    dbus
cupsd          cups-daemon
lpadmin        cups-client"

missing_packages() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    [ "$(uname -s)" = Linux ] || return 0
    # The fault suite watches with it what the program writes and opens; nobody needs it to run the program.
    [ "$(id -u)" -ne 0 ] || command -v strace >/dev/null || echo strace
    if [ "$purpose" = journeys ]; then
        echo "$workstation" | while read -r program package; do
            command -v "$program" >/dev/null || [ -x "/usr/sbin/$program" ] || echo "$package"
        done
        [ -x /usr/libexec/at-spi-bus-launcher ] || [ -x /usr/lib/at-spi2-core/at-spi-bus-launcher ] || echo at-spi2-core
    fi
    if [ "$purpose" = package ]; then
        command -v objdump >/dev/null || echo binutils
        libraries="$libraries$("$python" -c '
import sys, sysconfig
library = sysconfig.get_config_var("INSTSONAME")
print(library, "libpython%d.%d" % sys.version_info[:2] if ".so" in library else "")')"
    fi
    echo "$libraries" | "$python" -c '
import ctypes, sys
for library, package in filter(lambda words: len(words) == 2, map(str.split, sys.stdin)):
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
'
}

missing=$(missing_packages | tr '\n' ' ')
missing=${missing% }
if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null; then
        say "Qt or the tests need what Debian packs as: $missing. Install what your system calls them, then try again."
        exit 1
    elif [ "$(id -u)" -ne 0 ]; then
        say "needs some packages of the system. Run this line once as root, then try again:"
        echo "apt-get update && apt-get install --yes --no-install-recommends $missing" >&2
        exit 1
    fi
    say "installs from the system's packages: $missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null
    # shellcheck disable=SC2086 # one word a package
    apt-get install --yes -qq --no-install-recommends $missing </dev/null >/dev/null
fi

ready && exit 0
rm -f $stamp

# --- the environment --------------------------------------------------------------------------------------------------

works $venv/bin/python && [ -x $venv/bin/pip ] || "$python" -m venv --clear $venv

# An account without a home has nowhere to keep downloads; certificates are the system's, as pip's are.
[ -w "${HOME:-/nowhere}" ] || export UV_NO_CACHE=1
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}" UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-180}" UV_PYTHON_DOWNLOADS=never

say "installs the locked packages into $venv"
$venv/bin/python -m pip install --quiet --disable-pip-version-check --no-cache-dir --require-hashes \
    -r build_spec/bootstrap.lock </dev/null
uv() { $venv/bin/uv pip "$@" --quiet --python $venv/bin/python </dev/null; }
# Bytecode now: who starts the program later may not be allowed to write it beside the packages.
uv sync --require-hashes --compile-bytecode build_spec/requirements-dev.lock
uv install --no-deps --no-build-isolation --editable .

echo "$wanted" >"$stamp"
