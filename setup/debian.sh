# shellcheck shell=sh disable=SC2086,SC2154
# Debian's and Ubuntu's packages, installed with root or unpacked without. POSIX sh; `quietly` and `home` come
# from prepare.sh.

# How apt may be called as an administrator: as root, or by a sudo that asks for no password.
may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root=
    [ "$(id -u)" = 0 ] || { sudo -n true 2>/dev/null && as_root="sudo -n"; }
}

# For slow lines and for another apt at work on the same machine.
patience="-o Acquire::Retries=3 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20"
patience="$patience -o DPkg::Lock::Timeout=300"

as_administrator() { quietly $as_root env DEBIAN_FRONTEND=noninteractive "$@"; }

# debian_install PACKAGE…: into the system. A container often has no package lists yet, so they come first; so
# does finishing what an interrupted installation left half done.
debian_install() {
    [ -n "${system_lists:-}" ] || { as_administrator apt-get $patience update && system_lists=fresh; }
    [ -z "$(dpkg --audit 2>/dev/null)" ] || as_administrator dpkg --configure -a
    as_administrator apt-get $patience -y --no-install-recommends install "$@"
}

# apt with lists and archives of its own under .venv/debian: needs no root and changes nothing in the system.
apt_private() {
    quietly apt-get $patience -y \
        -o Dir::State="$home/.venv/debian/state" -o Dir::Cache="$home/.venv/debian/cache" \
        -o Dir::State::status=/var/lib/dpkg/status -o Debug::NoLocking=1 \
        -o Acquire::Languages=none -o APT::Sandbox::User=root "$@"
}

private_lists() {
    command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 || return 1
    [ -z "${private_lists_are:-}" ] || return 0
    mkdir -p .venv/debian/state/lists/partial .venv/debian/cache/archives/partial
    apt_private update && private_lists_are=fresh
}

# debian_unpack FOLDER PACKAGE: the files of one package, without what it depends on.
debian_unpack() {
    private_lists || return 1
    rm -rf .venv/debian/one
    mkdir -p .venv/debian/one "$1"
    (cd .venv/debian/one && apt_private download "$2") || return 1
    quietly dpkg-deb -x .venv/debian/one/*.deb "$1"
}

# debian_unpack_with_dependencies FOLDER PACKAGE…: with all that the system does not have yet. Never with a
# second C library: two of them in one process do not agree.
debian_unpack_with_dependencies() {
    private_lists || return 1
    into=$1
    shift
    rm -f .venv/debian/cache/archives/*.deb
    apt_private --no-install-recommends --download-only install "$@" || return 1
    ! ls .venv/debian/cache/archives/libc6_*.deb >/dev/null 2>&1 || return 1
    mkdir -p "$into"
    for archive in .venv/debian/cache/archives/*.deb; do
        quietly dpkg-deb -x "$archive" "$into" || return 1
    done
}

# The lines of .venv/system.sh, for the libraries that were unpacked into .venv/system.
write_library_paths() {
    for path in .venv/system/usr/lib/*/libGL.so.1 .venv/system/usr/lib/*/libfribidi.so.0; do
        [ -e "$path" ] || continue
        triplet=${path%/*}
        triplet=${triplet##*/}
        # shellcheck disable=SC2016 # expanded when it is read, so that the folder may move
        printf 'system=$PWD/.venv/system triplet=%s\n' "$triplet"
        cat <<'LINES'
export LD_LIBRARY_PATH="$system/usr/lib/$triplet:$system/lib/$triplet${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export LIBGL_DRIVERS_PATH="$system/usr/lib/$triplet/dri"
export GBM_BACKENDS_PATH="$system/usr/lib/$triplet/gbm"
export __EGL_VENDOR_LIBRARY_DIRS="$system/usr/share/glvnd/egl_vendor.d:/usr/share/glvnd/egl_vendor.d"
LINES
        return 0
    done
    return 1
}
