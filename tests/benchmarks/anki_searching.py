"""The peer of ``searching``: Anki, in whatever Python has it. Not run by hand.

Reads one JSON line of words, then one line a query, and writes the milliseconds each took.
"""

from __future__ import annotations

import json
import sys
import tempfile
from time import perf_counter
from typing import Any


def main() -> None:
    from anki.collection import AddNoteRequest, Collection  # type: ignore[import-not-found]

    with tempfile.TemporaryDirectory(prefix="anatil-anki-") as folder:
        collection: Any = Collection(f"{folder}/collection.anki2")
        kind, deck = collection.models.by_name("Basic"), collection.decks.id("words")
        requests = []
        for headword, gloss in json.loads(sys.stdin.readline()):
            note = collection.new_note(kind)
            note["Front"], note["Back"] = headword, gloss
            requests.append(AddNoteRequest(note=note, deck_id=deck))
        collection.add_notes(requests)
        print(0, flush=True)
        for line in sys.stdin:
            query = '"' + json.loads(line) + '"'
            began = perf_counter()
            collection.find_notes(query)
            print(1e3 * (perf_counter() - began), flush=True)
        collection.close()


if __name__ == "__main__":
    main()
