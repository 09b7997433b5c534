"""Rows to test with, made from small numbers so that a failing test can be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from lexicon.records import (
    Consent,
    Learner,
    Memory,
    Recording,
    Review,
    Scope,
    Skill,
    Speaker,
    TakeStatus,
    Verdict,
)
from lexicon.starter.rows import COLUMNS
from lexicon.starter.sentences import COLUMNS as SENTENCE_COLUMNS

#: 22 November 2026, 10:00 UTC.
NOW = 1_795_341_600_000
DAY = 86_400_000


def uid(number: int) -> UUID:
    """A well-formed random-looking id that says which number it was made from."""
    return UUID(f"{number:08x}-0000-4000-8000-{number:012x}")


def learner(number: int = 1, **changes: object) -> Learner:
    given = {"nickname": "Ayim", "picture": "1F34E", "age_band": "6-8", "made_ms": NOW}
    return Learner(uid(number), **{**given, **changes})  # type: ignore[arg-type]


def review(number: int, *, of: UUID | None = None, sense: int = 1000, **changes: object) -> Review:
    given: dict[str, object] = {
        "skill": Skill.HEAR,
        "drill": "hear_picture",
        "answer": str(uid(sense)),
        "verdict": Verdict.EXACT,
        "rating": 3,
        "at_ms": NOW + number,
        "offset_min": 60,
        "taken_ms": 1800,
    }
    return Review(uid(number + 10_000), of or uid(1), uid(sense), **{**given, **changes})  # type: ignore[arg-type]


def undo(number: int, of_review: Review, **changes: object) -> Review:
    given: dict[str, object] = {"of": of_review.learner_id, "rating": 0, "undoes": of_review.id}
    return review(number, **{**given, **changes})  # type: ignore[arg-type]


def memory(sense: int, of: UUID | None = None, skill: Skill = Skill.HEAR, due_ms: int = NOW) -> Memory:
    return Memory(of or uid(1), uid(sense), skill, 2, None, 3.1, 5.2, due_ms, NOW)


def speaker(number: int = 500) -> Speaker:
    return Speaker(uid(number), "Moma", "", "grown")


def consent(number: int = 600, speaker_number: int = 500, **changes: object) -> Consent:
    given: dict[str, object] = {"scope": Scope.DEVICE, "given_ms": NOW}
    return Consent(uid(number), uid(speaker_number), **{**given, **changes})  # type: ignore[arg-type]


def take(number: int, sense: UUID, sha256: str, **changes: object) -> Recording:
    given: dict[str, object] = {
        "speaker_id": uid(500),
        "consent_id": uid(600),
        "media_type": "audio/wav",
        "duration_ms": 800,
        "made_ms": NOW + number,
        "status": TakeStatus.READY,
    }
    return Recording(id=uid(number), sense_id=sense, sha256=sha256, **{**given, **changes})  # type: ignore[arg-type]


# --- starter files ---------------------------------------------------------------------------------------

_GLOSSES = {
    "ئالما": ("apple", "elma", "Apfel", "pomme", "яблоко"),
    "ئۈزۈم": ("grape", "üzüm", "Traube", "raisin", "виноград"),
    "ئانار": ("pomegranate", "nar", "Granatapfel", "grenade", "гранат"),
    "مېۋە": ("fruit", "meyve", "Obst", "fruit", "фрукты"),
    "مۈشۈك": ("cat", "kedi", "Katze", "chat", "кошка"),
    "ئىت": ("dog", "köpek", "Hund", "chien", "собака"),
    "ھايۋانلار": ("animals", "hayvanlar", "Tiere", "animaux", "животные"),
}


def row(number: int | None, headword: str, **changes: str) -> dict[str, str]:
    """One row of a starter file by column; ``changes`` by column name."""
    glosses = dict(zip(("en", "tr", "de", "fr", "ru"), _GLOSSES.get(headword, ("x",) * 5), strict=True))
    cells = dict.fromkeys(COLUMNS, "") | glosses
    cells |= {"id": str(uid(number)) if number else "", "headword": headword, "pos": "noun"}
    return cells | {"level": "1", "status": "waiting", "evidence": "headwords"} | changes


def file(folder: Path, name: str, rows: Sequence[dict[str, str]], columns: Sequence[str] = COLUMNS) -> Path:
    """Write a starter file with the given rows under a header."""
    lines = ["\t".join(columns), *("\t".join(cells.get(name, "") for name in columns) for cells in rows)]
    path = folder / name
    path.write_bytes(("\n".join(lines) + "\n").encode())
    return path


def starter(folder: Path) -> Path:
    """Two small themes: fruit (apple, grape, pomegranate) and animals (cat, dog)."""
    folder.mkdir(exist_ok=True)
    fruit = [
        row(10, "مېۋە", pos="theme", picture="1F34E"),
        row(11, "ئالما", picture="1F34E", domain="5.2.3.1.2", apart=str(uid(13))),
        row(12, "ئۈزۈم", picture="1F347"),
        row(13, "ئانار", apart=str(uid(11))),
    ]
    animals = [row(20, "ھايۋانلار", pos="theme"), row(21, "مۈشۈك", picture="1F408"), row(22, "ئىت")]
    file(folder, "01-fruit.tsv", fruit)
    file(folder, "02-animals.tsv", animals)
    return folder


def sentences(folder: Path) -> Path:
    """One sentence for the apple of ``starter``."""
    home = folder / "sentences"
    home.mkdir(exist_ok=True)
    cells = {
        "id": str(uid(90)), "word": "ئالما", "text": "بۇ ئالما.", "en": "This is an apple.",
        "tr": "Bu bir elma.", "de": "Das ist ein Apfel.", "fr": "C’est une pomme.", "ru": "Это яблоко.",
        "pattern": "this is X", "level": "1", "status": "waiting", "evidence": "accepted",
    }  # fmt: skip
    return file(home, "sentences.tsv", [cells], SENTENCE_COLUMNS)
