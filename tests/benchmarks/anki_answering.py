"""The peer of ``many_answers``: Anki, in whatever Python has it. Not run by hand.

Reads one JSON line with the number of cards and of answers already given and says by which pragmas it keeps
them; then, for every line with a number, answers so many questions and writes the milliseconds each took.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from time import perf_counter
from typing import Any

DAY_S = 86_400


def main() -> None:
    from anki.collection import AddNoteRequest, Collection  # type: ignore[import-not-found] # isort: skip
    from anki.cards import Card  # type: ignore[import-not-found] # isort: skip
    from anki.scheduler.v3 import CardAnswer  # type: ignore[import-not-found]

    rng = random.Random(5)
    cards, answers = json.loads(sys.stdin.readline())
    with tempfile.TemporaryDirectory(prefix="anatil-anki-") as folder:
        collection: Any = Collection(f"{folder}/collection.anki2")
        collection.set_config("fsrs", True)
        kind, deck = collection.models.by_name("Basic"), collection.decks.id("words")
        requests = []
        for number in range(cards):
            note = collection.new_note(kind)
            note["Front"], note["Back"] = f"word {number}", f"meaning {number}"
            requests.append(AddNoteRequest(note=note, deck_id=deck))
        collection.add_notes(requests)
        limits = collection.decks.config_dict_for_deck_id(deck)
        limits["rev"]["perDay"] = limits["new"]["perDay"] = 9_999
        collection.decks.update_config(limits)
        today = collection.sched.today
        ids = collection.db.list("select id from cards")
        memory = json.dumps({"s": 20.0, "d": 5.0})
        collection.db.executemany(
            "update cards set type=2, queue=2, ivl=?, due=?, factor=2500, reps=5, data=? where id=?",
            [(rng.randint(1, 90), today - rng.randint(0, 9), memory, id_) for id_ in ids],
        )
        now_ms = collection.sched.day_cutoff * 1_000 - 400 * DAY_S * 1_000
        collection.db.executemany(
            "insert into revlog values (?,?,-1,3,20,10,2500,3000,1)",
            [(now_ms + number * 60, rng.choice(ids)) for number in range(answers)],
        )
        collection.decks.set_current(deck)
        pragmas = {name: collection.db.scalar(f"pragma {name}") for name in ("journal_mode", "synchronous")}
        print(json.dumps(pragmas), flush=True)
        for line in sys.stdin:
            taken = []
            for _ in range(int(line)):
                began = perf_counter()
                queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
                card = Card(collection, backend_card=queued.card)
                card.start_timer()
                answer = collection.sched.build_answer(
                    card=card, states=queued.states, rating=CardAnswer.GOOD
                )
                collection.sched.answer_card(answer)
                taken.append(1e3 * (perf_counter() - began))
            print(json.dumps(taken), flush=True)
        collection.close()


if __name__ == "__main__":
    main()
