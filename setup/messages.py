"""Collects the interface's texts from the code into app/translations/*.po. Run when a text has changed.

    .venv/bin/python setup/messages.py

New texts come without a translation, changed ones lose it, unused ones go. Texts are what stands literally in
``say("…")`` and ``say_many("…", "…", n)``.
"""

from __future__ import annotations

import ast
from pathlib import Path

import polib

LANGUAGES = {
    "ug": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n != 1);",
    "de": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
        "n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    ),
}
FOLDER = Path("app/translations")


def texts(root: Path = Path("app")) -> dict[tuple[str, str | None], list[str]]:
    """Every (text, plural or None) in the code, with the files it stands in, in order of appearance."""
    found: dict[tuple[str, str | None], list[str]] = {}
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            wanted = {"say": 1, "say_many": 2}.get(node.func.id)
            if wanted is None:
                continue
            parts = [arg.value for arg in node.args[:wanted] if isinstance(arg, ast.Constant)]
            if len(parts) != wanted:
                raise SystemExit(f"{path}, line {node.lineno}: {node.func.id} needs a literal text")
            key = (parts[0], parts[1] if wanted == 2 else None)
            found.setdefault(key, []).append(path.as_posix())
    return found


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    wanted = texts()
    for language, plural_forms in LANGUAGES.items():
        path = FOLDER / f"{language}.po"
        old = polib.pofile(str(path)) if path.exists() else polib.POFile()
        kept = {(entry.msgid, entry.msgid_plural or None): entry for entry in old}
        new = polib.POFile(wrapwidth=100)
        new.header = old.header
        new.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": plural_forms,
        }
        forms = int(plural_forms[len("nplurals=")])
        for (text, plural), files in wanted.items():
            entry = kept.get((text, plural))
            if entry is None:
                entry = polib.POEntry(msgid=text)
                if plural is not None:
                    entry.msgid_plural = plural
                    entry.msgstr_plural = dict.fromkeys(range(forms), "")
            entry.occurrences = [(file, "") for file in sorted(set(files))]
            new.append(entry)
        new.save(str(path))
        missing = sum(not entry.translated() for entry in new)
        print(f"{path}: {len(new)} texts, {missing} without a translation")


if __name__ == "__main__":
    main()
