"""What the parts of a LIFT entry say: its words, meanings, examples, lists, notes, pictures and sounds.

Everything comes out in NFC. Where a part is missing there is nothing, never an error: real files leave out
whatever they like.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from lexicon.exchange.entries import Sentence
from lexicon.exchange.lift.source import plain_name
from lexicon.records import UNSAID

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

_SOUND: Final = "-zxxx-x-audio"
"""In the writing system of a form whose text is the name of a sound (WeSay); capitals say nothing there."""
_SPOKEN: Final = ("lexical-unit", "citation", "pronunciation")
OURS: Final = "ana-til-list"
"""A trait of our own: a list that the word stands in."""
_DOMAINS: Final = ("semantic-domain", "semantic_domain", OURS)


def text_of(element: Element | None) -> str:
    """All text of a form or gloss, its marked stretches too, on one line and in NFC."""
    found = element.find("text") if element is not None else None
    whole = "" if found is None else "".join(map(str, found.itertext()))
    return unicodedata.normalize("NFC", " ".join(whole.split()))


def multitext(element: Element | None) -> dict[str, str]:
    """The forms of an element by language, sounds left out; empty ones are none."""
    forms = [] if element is None else element.findall("form")
    found = {str(form.get("lang", UNSAID)): text_of(form) for form in forms}
    return {code: text for code, text in found.items() if text and not is_sound(code)}


def is_sound(code: str) -> bool:
    """Whether a writing system is that of sounds, whose names stand where a text would."""
    return _SOUND in code.lower()


def headwords_of(element: Element) -> dict[str, str]:
    """The word by writing system: as it is quoted in a dictionary, or else as it is."""
    return multitext(element.find("citation")) | multitext(element.find("lexical-unit"))


def part_of_speech(sense: Element) -> str:
    """As its range calls it, "" where it is not said."""
    found = sense.find("grammatical-info")
    return "" if found is None else unicodedata.normalize("NFC", str(found.get("value", "")))


def glosses(sense: Element) -> dict[str, str]:
    """Glosses by language, several joined; a definition where a language has no gloss."""
    found: dict[str, str] = {}
    for gloss in sense.findall("gloss"):
        code, text = str(gloss.get("lang", UNSAID)), text_of(gloss)
        if text:
            found[code] = f"{found[code]}; {text}" if code in found else text
    return multitext(sense.find("definition")) | found


def _sentence(example: Element) -> Sentence | None:
    texts = multitext(example)
    said: dict[str, str] = {}
    for translation in example.findall("translation"):
        said |= multitext(translation)
    return Sentence(next(iter(texts.values())), said) if texts else None


def sentences(sense: Element) -> tuple[Sentence, ...]:
    """Its examples; one without a text is none."""
    return tuple(filter(None, map(_sentence, sense.findall("example"))))


def lists(sense: Element) -> tuple[str, ...]:
    """The domains and lists it stands in, each once."""
    domains = [one for one in sense.findall("trait") if str(one.get("name", "")).startswith(_DOMAINS)]
    values = (unicodedata.normalize("NFC", str(one.get("value", ""))) for one in domains)
    return tuple(dict.fromkeys(filter(None, values)))


def note(sense: Element) -> str:
    """All its notes, one behind the other."""
    return " ".join(text for one in sense.findall("note") for text in multitext(one).values())


def pictures(element: Element) -> list[str]:
    """References of the pictures of a sense, or of every sense of an entry."""
    return _named(str(one.get("href", "")) for one in element.xpath("illustration | sense/illustration"))


def sounds(element: Element) -> list[str]:
    """References of sounds in both styles: media of a pronunciation, and forms that are a sound's name."""
    media = [str(one.get("href", "")) for one in element.findall("pronunciation/media")]
    said = (form for tag in _SPOKEN for form in element.findall(f"{tag}/form"))
    return _named([*media, *(text_of(form) for form in said if is_sound(str(form.get("lang", ""))))])


def _named(references: Iterable[str]) -> list[str]:
    return [one for one in references if plain_name(one)]
