"""Elements of LIFT made by hand, with nothing in them that XML cannot hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from lexicon.exchange.entries import Sentence
from lexicon.exchange.lift.parts import OURS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

_NOT_IN_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""By XML 1.0, 2.2: what may not stand in a document, written as a number neither."""


def clean(text: str) -> str:
    """In NFC, and without controls that XML cannot hold, which some tables bring along."""
    return unicodedata.normalize("NFC", _NOT_IN_XML.sub("", text))


def made(tag: str, parent: Element | None = None, **attributes: str) -> Element:
    """A new element; in ``parent``, if there is one, behind the last of its kind, else at the end.

    The schema takes any order. libxml2's validator does not always: it has refused a note behind a trait
    behind a note.
    """
    from lxml import etree

    cleaned = {name: clean(value) for name, value in attributes.items()}
    element = etree.Element(tag, cleaned)
    if parent is not None:
        alike = next((one for one in reversed(parent) if one.tag == tag), None)
        if alike is None:
            parent.append(element)
        else:
            alike.addnext(element)
    return element


def add_text(element: Element, text: str) -> None:
    made("text", element).text = clean(text)


def add_forms(element: Element, texts: Mapping[str, str]) -> None:
    """A form for each writing system."""
    for code, text in texts.items():
        add_text(made("form", element, lang=code), text)


def add_gloss(sense: Element, code: str, text: str) -> None:
    add_text(made("gloss", sense, lang=code), text)


def add_sentence(sense: Element, sentence: Sentence, code: str) -> None:
    """An example in the writing system ``code``, with its translations."""
    example = made("example", sense)
    add_forms(example, {code: sentence.text})
    if sentence.translations:
        add_forms(made("translation", example), sentence.translations)


def add_list(sense: Element, name: str) -> None:
    """A list that a word stands in, as a trait of our own."""
    made("trait", sense, name=OURS, value=name)


def add_voice(entry: Element, name: str) -> None:
    """A sound by the name of its file."""
    made("media", made("pronunciation", entry), href=name)
