#!/bin/sh
# Makes this checkout ready, saying each step before it is taken; does nothing where all is there.
#   deploy/setup.sh run     Python, .venv, the pinned packages, the libraries behind the PDF
#   deploy/setup.sh test    that, the packages of the tests and checks, and a browser
set -eu
cd "$(dirname "$0")/.."
what=$1
log=${DATA_DIR:-var}/log/setup.log
mkdir -p "$(dirname "$log")"
: >"$log"
[ "$(id -u)" = 0 ] && sudo='' || sudo='sudo '

say() { printf '%s\n' "$*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }
quietly() { "$@" >>"$log" 2>&1 </dev/null; }
show_log() { tail -n 20 "$log" >&2; stop "$1 The whole story is in $log."; }

# Prints the version; succeeds where it is new enough.
version='import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))'

find_python() {
    found=
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        number=$("$python" -c "$version" 2>/dev/null) && return
        [ -z "$number" ] || found="$found $python is $number."
    done
    stop "Reprieve needs Python 3.11 or newer.${found:- No Python was found.} Debian 12 and" \
        "Ubuntu 24.04 bring one:

    ${sudo}apt-get install -y python3 python3-venv

Where it has another name: PYTHON=/path/to/python3.12 make $what"
}

make_venv() {
    .venv/bin/python -c "$version" >/dev/null 2>&1 && return
    find_python
    "$python" -c 'import ensurepip, venv' 2>/dev/null || stop \
        "Python $number is here, but without what makes a virtual environment. Type:

    ${sudo}apt-get install -y python$number-venv

and then make $what again."
    say "Making .venv with Python $number."
    rm -rf .venv
    quietly "$python" -m venv .venv || show_log ".venv could not be made."
}

# What was installed last is kept in .venv, so a second run compares two files and goes on.
install_packages() {
    files=requirements.txt
    [ "$what" = run ] || files="$files requirements-dev.txt"
    for last in $files; do cmp -s "$last" ".venv/$last" || todo=yes; done
    [ "${todo-}" ] || return 0
    say "Installing the pinned packages of $last (half a minute with uv, some with pip)."
    pip='.venv/bin/python -m pip --disable-pip-version-check'
    {
        quietly $pip install uv==0.13.9 &&
            quietly .venv/bin/uv pip install --python .venv/bin/python -r "$last"
    } || quietly $pip install -r "$last" || show_log "The packages could not be installed."
    cp $files .venv/
}

can_apt() { [ -z "$sudo" ] && command -v apt-get >/dev/null; }

# The second try is for lists that are empty or old.
apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    quietly apt-get install -y --no-install-recommends "$@" || {
        quietly apt-get update && quietly apt-get install -y --no-install-recommends "$@"
    }
}

has_pango() {
    quietly .venv/bin/python -c \
        'import ctypes; [ctypes.CDLL(f"lib{n}-1.0.so.0") for n in ("pango", "pangoft2")]'
}

find_pango() {
    pango='libpango-1.0-0 libpangoft2-1.0-0'
    has_pango && return
    can_apt || stop "The PDF is drawn with Pango, which is not on this machine. Type:

    ${sudo}apt-get install -y $pango

and then make $what again."
    say "Installing $pango with apt-get: the PDF is drawn with them."
    { apt_install $pango && has_pango; } || show_log "Pango could not be installed."
}

# Without a browser the other tests still run; deploy/test.sh says what did not.
find_browser() {
    deploy/browser.sh >/dev/null && return
    [ -z "${CHROMIUM-}" ] && can_apt || return 0
    say "Installing chromium with apt-get: the browser tests drive it."
    apt_install chromium || say "It could not be installed; $log says why."
}

make_venv
install_packages
find_pango
[ "$what" = run ] || find_browser
