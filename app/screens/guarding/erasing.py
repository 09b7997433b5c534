"""Everything removed at once, and what that cannot reach."""

from __future__ import annotations

from typing import Any

from app.screens.page import TakingPage
from app.text.language import isolated, say


class ErasingScreen(TakingPage):
    """Whether everything is to go. Keeping it is the easy way out."""

    def __init__(self, app: Any) -> None:
        place = isolated(app.given.places.outbox.name)
        gone = [
            say("Children, answers, voices, packs and copies will be deleted from this app for good."),
            say("It does not reach what was shared, nor the files in the folder {place}.", place=place),
            say("Deleting on a phone is not erasing: a specialist may still find traces."),
        ]
        asked = (say("Remove everything?"), "\n".join(gone), say("Remove everything"))
        super().__init__(app, say("Remove everything"), asked, app.show_settings, app.erase_everything)
