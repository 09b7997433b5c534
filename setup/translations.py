"""Compiles the translations of the interface.

    python setup/translations.py TRANSLATIONS

app/translations/LANGUAGE.po → TRANSLATIONS/LANGUAGE/LC_MESSAGES/anatil.mo, as gettext looks for them.
Doubtful (fuzzy) entries are left out. Each file appears whole or not at all. Run from the project's root.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib


def compile_catalogue(source: Path, target: Path) -> None:
    """Writes `source` (.po) as `target` (.mo). Raises OSError when it cannot be read as a catalogue."""
    catalogue = polib.pofile(str(source), encoding="utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + ".new")
    catalogue.save_as_mofile(str(beside))
    beside.replace(target)


def main() -> None:
    for source in sorted(Path("app/translations").glob("*.po")):
        try:
            compile_catalogue(source, Path(sys.argv[1]) / source.stem / "LC_MESSAGES" / "anatil.mo")
        except (OSError, UnicodeDecodeError) as error:
            sys.exit(f"{source} is not a readable catalogue: {error}")


if __name__ == "__main__":
    main()
