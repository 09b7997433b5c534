"""The peer of ``packs``: Anki, in whatever Python has it, importing an ``.apkg``. Not run by hand.

Reads one JSON line: where the clips lie, and for each word its headword, its five meanings and its clip.
Makes an ``.apkg`` of them, and for every line that follows imports it into a new collection and writes the
seconds.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any


def main() -> None:
    from anki.collection import (  # type: ignore[import-not-found]
        AddNoteRequest,
        Collection,
        DeckIdLimit,
        ExportAnkiPackageOptions,
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
    )

    told: Any = json.loads(sys.stdin.readline())
    with tempfile.TemporaryDirectory(prefix="anatil-anki-") as name:
        folder = Path(name)
        collection: Any = Collection(str(folder / "maker.anki2"))
        kind = collection.models.new("Word")
        fields = ("Word", "en", "tr", "de", "fr", "ru", "Voice")
        for field in fields:
            collection.models.add_field(kind, collection.models.new_field(field))
        template = collection.models.new_template("Card 1")
        template["qfmt"], template["afmt"] = "{{Word}}", "{{en}} {{Voice}}"
        collection.models.add_template(kind, template)
        collection.models.add(kind)
        kind, deck = collection.models.by_name("Word"), collection.decks.id("words")
        media = Path(collection.media.dir())
        requests = []
        for headword, glosses, clip in told["words"]:
            note = collection.new_note(kind)
            note.fields = [headword, *glosses, f"[sound:{clip}.mp3]"]
            requests.append(AddNoteRequest(note=note, deck_id=deck))
            shutil.copy(Path(told["clips"]) / clip, media / f"{clip}.mp3")
        collection.add_notes(requests)
        package = folder / "words.apkg"
        options = ExportAnkiPackageOptions(
            with_scheduling=False, with_deck_configs=False, with_media=True, legacy=False
        )
        collection.export_anki_package(out_path=str(package), options=options, limit=DeckIdLimit(deck))
        collection.close()
        print(json.dumps(package.stat().st_size), flush=True)
        for number, _ in enumerate(sys.stdin):
            fresh: Any = Collection(str(folder / f"family{number}.anki2"))
            began = perf_counter()
            request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
            fresh.import_anki_package(request)
            taken = perf_counter() - began
            assert fresh.note_count() == len(told["words"])
            assert len(list(Path(fresh.media.dir()).iterdir())) == len(told["words"])
            fresh.close()
            print(json.dumps(taken), flush=True)


if __name__ == "__main__":
    main()
