# shellcheck shell=sh disable=SC2154
# The steps of set-up, read by setup/environment.sh only when something is missing. POSIX sh.

. setup/debian.sh

# One plain sentence, and the end. The log's last lines come first when a command of ours failed.
give_up() {
    if [ "${2:-}" = log ] && [ -s "$log" ]; then
        tell "--- the last lines of .venv/set-up.log:"
        grep -v -e '^Ignoring ' -e '^WARNING: Location' "$log" | tail -n 12
        tell "---"
    fi
    tell "$1" >&2
    exit 1
}

quietly() { "$@" >>"$log" 2>&1 </dev/null; }

make_ready() {
    kind=$1
    home=$PWD
    log=$home/.venv/set-up.log
    trap 'tell "Stopped. The next start goes on from here."; exit 130' INT TERM HUP
    # Two starts at once take turns; the second one then finds everything done.
    if command -v flock >/dev/null 2>&1; then
        exec 9<setup/prepare.sh
        flock 9
        ! ready "$kind" || return 0
    fi
    if [ -f ".venv/ready-$kind" ]; then
        tell "Something has changed since the last start. Ana Til is getting ready again."
    else
        tell "Ana Til is getting ready. This happens once."
    fi
    make_environment
    install_packages
    install_libraries
    install_sound
    install_server
    install_browser
    collect_fonts
    make_assets
    fingerprint "$kind" >".venv/ready-$kind.new"
    mv ".venv/ready-$kind.new" ".venv/ready-$kind"
    # What the tests and the packagers need includes all that the app needs.
    if [ "$kind" != desktop ]; then
        fingerprint desktop >.venv/ready-desktop.new
        mv .venv/ready-desktop.new .venv/ready-desktop
    fi
    rm -rf .venv/debian
    tell "Ready."
    trap - INT TERM HUP
}

# Kivy's wheels reach from Python 3.8 to 3.13, this code from 3.11 on.
find_python() {
    seen=
    for candidate in ${ANATIL_PYTHON:-python3 python3.13 python3.12 python3.11}; do
        found=$("$candidate" -c 'import os, sys
print("%d.%d" % sys.version_info[:2], os.path.realpath(sys.executable))' 2>/dev/null) || continue
        version=${found%% *}
        case $version in
            3.11 | 3.12 | 3.13)
                # The real path (…/python3.11): when the system moves on to another Python the link in .venv
                # breaks visibly instead of pointing at a Python that knows none of the packages.
                python=${found#* }
                return 0
                ;;
        esac
        seen="$seen $version"
    done
    if [ -n "$seen" ]; then
        give_up "Ana Til needs Python 3.11, 3.12 or 3.13, and here is$seen: \
install one of them and name it, as in ANATIL_PYTHON=python3.12 sh run."
    fi
    give_up "Ana Til needs Python 3.11, 3.12 or 3.13, and none was found: \
on Debian and Ubuntu, apt install python3 brings it."
}

make_environment() {
    [ -w . ] ||
        give_up "The folder $PWD cannot be written to: copy it to where you may write, and start there."
    if [ -e .venv/unfinished ]; then
        tell "- tidying up after an interrupted start"
        rm -rf .venv
    elif [ -f .venv/ready-desktop ] && [ "$(head -n 1 .venv/ready-desktop)" != "$PWD" ]; then
        tell "- the folder has moved: making its environment anew"
        rm -rf .venv
    elif [ -e .venv/pyvenv.cfg ] && ! .venv/bin/python -c '' 2>/dev/null; then
        tell "- the Python of .venv is gone: making its environment anew"
        rm -rf .venv
    fi
    mkdir -p .venv
    : >"$log"
    if [ -x .venv/bin/python ] && quietly .venv/bin/python -m pip --version; then
        return 0
    fi
    find_python
    tell "- Python $version"
    : >.venv/unfinished
    new_environment ||
        give_up "Python $version has no way to fetch its packages yet: \
install python3-venv (on Debian and Ubuntu: apt install python3-venv), then start again." log
}

# From the most usual way to the most patient one.
new_environment() {
    if quietly "$python" -c 'import ensurepip, venv' && quietly "$python" -m venv .venv; then
        return 0
    fi
    if quietly "$python" -m virtualenv --version && quietly "$python" -m virtualenv .venv; then
        return 0
    fi
    bare_environment || return 1
    pip_from_here && return 0
    if may_install; then
        tell "- python3-venv, from the system's packages"
        debian_install "python$version-venv" && quietly "$python" -m venv .venv && return 0
    fi
    pip_from_debian
}

# An environment without pip; by hand where even the venv module is missing.
bare_environment() {
    quietly "$python" -m venv --without-pip .venv && return 0
    mkdir -p .venv/bin ".venv/lib/python$version/site-packages" &&
        ln -sf "$python" .venv/bin/python && ln -sf python .venv/bin/python3 &&
        printf 'home = %s\ninclude-system-site-packages = false\nversion = %s\n' "${python%/*}" "$version" \
            >.venv/pyvenv.cfg
}

# A pip or uv that is already on the machine puts our pip into the environment.
pip_from_here() {
    quietly "$python" -m pip --version &&
        quietly "$python" -m pip --python .venv/bin/python install \
            --no-input --require-hashes -r setup/lock/pip.txt && return 0
    command -v uv >/dev/null 2>&1 &&
        quietly uv pip install --python .venv/bin/python --require-hashes -r setup/lock/pip.txt
}

# Without root: Debian's own wheel of pip, unpacked inside .venv, fetches ours. Debian's reads the system's
# certificates and nothing else; where there are none, it gets those of Debian's package.
pip_from_debian() {
    tell "- pip, by way of Debian's package"
    debian_unpack .venv/debian/pip python3-pip-whl || return 1
    certificates=/etc/ssl/certs/ca-certificates.crt
    if [ ! -s "$certificates" ]; then
        debian_unpack .venv/debian/certificates ca-certificates || return 1
        certificates=.venv/debian/certificates.pem
        cat .venv/debian/certificates/usr/share/ca-certificates/mozilla/*.crt >"$certificates" || return 1
    fi
    quietly .venv/bin/python setup/first_pip.py \
        .venv/debian/pip/usr/share/python-wheels/pip-*.whl "$certificates"
}

pip_install() {
    quietly .venv/bin/python -m pip install --disable-pip-version-check --no-input --no-warn-script-location \
        --no-deps "$@"
}

install_packages() {
    lock=setup/lock/$kind.txt
    cksum pyproject.toml "$lock" >.venv/packages.new
    if [ ! -e .venv/unfinished ] && [ -x .venv/bin/anatil ] &&
        cmp -s .venv/packages.new ".venv/packages-$kind"; then
        return 0
    fi
    tell "- packages for Python (the longest step: a minute or two)"
    : >.venv/unfinished
    # Wheels only: nothing is ever compiled on a family's machine.
    pip_install --only-binary :all: --require-hashes -r "$lock" ||
        give_up "The packages could not be fetched: \
see that the network and the package registry can be reached, then start again." log
    pip_install --no-build-isolation -e . ||
        give_up "Ana Til itself could not be put into .venv; the lines above say why." log
    mv .venv/packages.new ".venv/packages-$kind"
    rm .venv/unfinished
}

# What Kivy draws with (and FriBidi, which the tests compare with).
install_libraries() {
    [ "$(uname)" = Linux ] || return 0
    use_private_libraries
    missing=$(.venv/bin/python setup/libraries.py "$kind")
    [ -n "$missing" ] || return 0
    tell "- system libraries: $missing"
    # shellcheck disable=SC2086 # a list of names
    if may_install; then
        debian_install $missing ||
            give_up "The system libraries $missing could not be installed: \
install them by hand, then start again." log
    else
        private_libraries $missing ||
            give_up "Drawing needs $missing, and only an administrator can install them here: \
apt install $missing. Then start again." log
    fi
    still=$(.venv/bin/python setup/libraries.py "$kind")
    [ -z "$still" ] ||
        give_up "These libraries are still missing: $still. Install them by hand, then start again." log
}

# What a microphone is heard through. Everything else works without it, so nothing stops here.
install_sound() {
    [ "$(uname)" = Linux ] || return 0
    missing=$(.venv/bin/python setup/libraries.py sound)
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086 # a list of names
    if may_install && debian_install $missing; then
        tell "- system libraries: $missing"
    else
        tell "- recording voices here needs $missing (apt install $missing); all else works without"
    fi
}

# What the tests of a shared lexicon start in a folder of their own. Without it they are skipped. Debian would
# make and start a server for the whole machine besides; nobody here has asked for that one.
install_server() {
    [ "$kind" = check ] && [ "$(uname)" = Linux ] || return 0
    ! command -v initdb >/dev/null 2>&1 || return 0
    ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || return 0
    if may_install && debian_install postgresql-common &&
        as_administrator sed -i 's/^#* *create_main_cluster.*/create_main_cluster = false/' \
            /etc/postgresql-common/createcluster.conf && debian_install postgresql; then
        tell "- PostgreSQL, for the tests of a shared lexicon"
    else
        tell "- the tests of a shared lexicon need PostgreSQL (apt install postgresql); they are skipped here"
    fi
}

# What opens the page to send, as its reader's browser does. Without it those tests are skipped.
install_browser() {
    [ "$kind" = check ] && [ "$(uname)" = Linux ] || return 0
    for browser in chromium chromium-browser google-chrome; do
        ! command -v "$browser" >/dev/null 2>&1 || return 0
    done
    if may_install && debian_install chromium; then
        tell "- Chromium, for the tests of the page to send"
    else
        tell "- the tests of the page to send need Chromium (apt install chromium); they are skipped here"
    fi
}

private_libraries() {
    debian_unpack_with_dependencies .venv/system "$@" || return 1
    write_library_paths >.venv/system.sh.new || return 1
    mv .venv/system.sh.new .venv/system.sh
    use_private_libraries
}

collect_fonts() {
    from=/usr/share/fonts
    if [ ! -f .venv/share/anatil/fonts/UkijTuzBasma-Bold.ttf ] && [ -z "${ANATIL_NO_DEBIAN:-}" ] &&
        ! ls /usr/share/fonts/truetype/fonts-ukij-uyghur/UKIJTuzBB.ttf >/dev/null 2>&1; then
        debian_unpack .venv/debian/fonts fonts-ukij-uyghur && from=.venv/debian/fonts
    fi
    .venv/bin/python setup/fonts.py .venv/share/anatil/fonts "$from" ||
        give_up "The fonts could not be made ready; the lines above say why."
}

make_assets() {
    .venv/bin/python setup/pictures.py .venv/share/anatil &&
        .venv/bin/python setup/more_pictures.py .venv/share/anatil ||
        give_up "The pictures could not be made ready; the lines above say why."
    .venv/bin/python setup/translations.py .venv/share/anatil/translations ||
        give_up "The translations could not be made ready; the lines above say why."
}
