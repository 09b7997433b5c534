"""What comes from another phone, for the tour: a child that is not here, with some answers."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from lexicon.exchange import progress
from lexicon.records import Learner, Review, Skill, Verdict

PASSPHRASE = "ئالما نان سۇ"
NOW_MS = 1_795_000_000_000
BEAR = Learner(UUID(int=77, version=4), "ئېيىق", "1F43B", "9-12", NOW_MS)


def a_file(folder: Path) -> Path:
    """A progress file in ``folder``, as if a person had put it there."""
    answers = [
        Review(
            UUID(int=900 + number, version=4), BEAR.id, UUID(int=5, version=4), Skill.READ, "word_meaning",
            "", Verdict.EXACT, 3, NOW_MS - 86_400_000 * (12 - number), 60, 2_500,
        )
        for number in range(12)
    ]  # fmt: skip
    path = folder / f"ana-til-77.{progress.ENDING}"
    with path.open("wb") as file:
        progress.write(file, [BEAR, *answers], passphrase=PASSPHRASE)
    return path
