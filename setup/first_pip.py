"""Fetches this project's pip with another one, out of a wheel that Debian ships.

    .venv/bin/python setup/first_pip.py WHEEL CERTIFICATES

WHEEL is Debian's own pip, CERTIFICATES a PEM file. That pip takes certificates from the system only, and from
25.1 on does not even start where there are none; so it is told where they lie before it looks.
"""

from __future__ import annotations

import sys


def main() -> None:
    wheel, certificates = sys.argv[1:3]
    sys.path.insert(0, wheel)
    from pip._vendor import certifi

    certifi.where = lambda: certificates
    from pip._internal.cli.main import main as pip

    sys.exit(pip(["install", "--no-input", "--require-hashes", "-r", "setup/lock/pip.txt"]))


if __name__ == "__main__":
    main()
