"""Keep a copy of everything in one file, and bring it back. Runs on the database's thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.services import remembering, snapshots
from app.services.household import Household
from lexicon import restoring, saving, sealed
from lexicon.backup import ENDING, Manifest
from lexicon.copies import GoOn, always
from lexicon.places import Places
from lexicon.restoring import Restored
from lexicon.saving import Saved
from lexicon.sealed import Cost


class Backups:
    """``cost`` is what trying one passphrase costs; tests take a cheap one."""

    def __init__(self, household: Household, cost: Cost = sealed.USUAL) -> None:
        self._household = household
        self._cost = cost

    def save(self, passphrase: str, target: Path | None = None, go_on: GoOn = always) -> Saved:
        """Save everything into ``target``, or into the outbox under a name with today's date.

        Raises as ``saving.save`` does.
        """
        household = self._household
        now_ms = household.now_ms()
        chosen = target or _free_name(household.places, now_ms)
        return saving.save(household.places, chosen, passphrase, now_ms, go_on, self._cost)

    def found(self) -> tuple[Path, ...]:
        """Backups that lie in the outbox and in the inbox, the newest first."""
        places = self._household.places
        folders = {places.outbox, places.inbox}
        paths = [path for folder in folders for path in folder.glob(f"*.{ENDING}") if path.is_file()]
        return tuple(sorted(paths, key=lambda path: (path.stat().st_mtime, path.name), reverse=True))

    def look(self, path: Path, passphrase: str, go_on: GoOn = always) -> Manifest:
        """Read a backup to its end and say what is in it. Raises as ``saving.look`` does."""
        return saving.look(path, passphrase, go_on)

    def restore(self, path: Path, passphrase: str, go_on: GoOn = always) -> Restored:
        """Bring a backup back and open what came. Raises as ``restoring.restore`` does; the home is then as
        it was, and open."""
        household = self._household
        household.close()
        restored = restoring.restore(
            household.places, path, passphrase, now_ms=household.now_ms(), new_id=household.new_id,
            replay=remembering.rebuild_all, go_on=go_on,
        )  # fmt: skip
        household.open()
        snapshots.purge(household)  # what the backup's own device had removed
        return restored


def _free_name(places: Places, now_ms: int) -> Path:
    day = datetime.fromtimestamp(now_ms / 1000, UTC)
    names: Sequence[str] = [f"ana-til-{day:%Y-%m-%d}{end}" for end in ("", *(f"-{n}" for n in range(2, 100)))]
    targets = [places.outbox / f"{name}.{ENDING}" for name in names]
    return next((one for one in targets if not one.exists()), targets[-1])
