# shellcheck shell=sh
# Shared by `run` and `check`: makes .venv ready, or finds that it is. POSIX sh, in the project's root.
#
#   ready KIND      true when nothing has to be done (KIND: desktop, check or apk)
#   prepare KIND    does what is missing; may be stopped at any moment and started again
#   has_screen      true where a window can be opened
#
# .venv/ready-KIND is written last: it holds the checksums of all that set-up read, so a changed lock or
# word list is noticed at the next start. .venv/unfinished marks an environment in which pip is at work: one
# found at a start was interrupted there and is made anew, as pip cannot tell half a package from a whole one.

tell() { printf '%s\n' "$*"; }

fingerprint() {
    tell "$PWD"
    # Not every kind of file need exist.
    cksum pyproject.toml anatil.py setup/*.sh setup/*.py "setup/lock/$1.txt" lexicon/starter/*.tsv \
        app/pictures.txt setup/pictures_apart.txt app/icons/*.svg app/translations/*.po 2>/dev/null || :
}

ready() {
    [ -x .venv/bin/anatil ] && [ -x .venv/bin/python ] && [ -f ".venv/ready-$1" ] &&
        fingerprint "$1" | cmp -s - ".venv/ready-$1"
}

has_screen() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]
}

# Where root was not to be had, drawing libraries lie in .venv/system and these lines point to them.
use_private_libraries() {
    # shellcheck disable=SC1091 # made by set-up
    [ ! -f .venv/system.sh ] || [ -n "${system:-}" ] || . ./.venv/system.sh
}

prepare() {
    . setup/prepare.sh
    make_ready "$1"
}
