"""A list as one page to send, gathered and written."""

from __future__ import annotations

from app.services import page_to_send
from app.services.household import Household
from app.services.lists import Chosen
from app.teach import lettering
from app.teach.page import texts, writing
from app.teach.page.contents import Contents


def whole(household: Household, chosen: Chosen, language: str) -> tuple[Contents, bytes]:
    """What is on the page, and the page; it opens in ``language``. Raises ``StoreError`` or OSError."""
    contents = page_to_send.gather(household, chosen)
    here = {code for word in contents.words for code in word.glosses} | {"ug", language}
    said = texts.every([code for code in texts.CODES if code in here], household.places.translations)
    return contents, writing.html(contents, said, language, lettering.faces(household.places.fonts)[0].path)
