"""The entries of a LIFT file one by one, and what each says.

Real files are read as they are: what is not known is passed by and stays in ``rest``, the entry's own XML,
without anybody's paths. XML from a stranger is read without entities, documents of other places, or a depth
beyond measure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from lexicon.exchange.entries import Book, Entry, Media, Passed
from lexicon.exchange.flaws import printable
from lexicon.exchange.lift import parts
from lexicon.exchange.lift.source import LiftError, Source, plain_name, without_path

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

MOST_ENTRIES: Final = 200_000
MOST_HELD: Final = 4_000_000
"""Bytes of one entry, or of anything between two: that much is in memory at once. As nothing but empty
elements they were measured to take 112 MB there. Of the samples, the largest entry has 1.5 kB, the largest
header 3.8 kB."""
_CHUNK: Final = 1 << 16
_UYGHUR: Final = ("ug", "ug-Arab", "ug-Latn", "ug-Cyrl", "uig")


def book(source: Source, writing_system: str = "") -> Book:
    """What a lexicon offers, a sense an entry; ``writing_system`` is the headwords', chosen where it is "".

    Raises ``LiftError``, ``ArchiveError`` or OSError.
    """
    chosen = writing_system or chosen_of(source)
    entries: list[Entry] = []
    passed: list[Passed] = []
    for number, element in enumerate(elements(source), 1):
        place = f"entry {number}"
        if element.get("dateDeleted"):
            passed.append(Passed(place, "it was deleted there"))
            continue
        found = list(_senses(element, chosen, source, place))
        entries += found
        if not found:
            passed.append(Passed(place, "there is no word in it"))
            continue
        for name in dict.fromkeys((*parts.sounds(element), *parts.pictures(element))):
            if source.beside(name) is None:
                called = printable(plain_name(name))
                passed.append(Passed(place, f"{called} does not lie with the lexicon, or is too large"))
    return Book(source.title, tuple(entries), tuple(passed))


def chosen_of(source: Source) -> str:
    """The writing system to take headwords from: a Uyghur one if there is any, else the one of most words."""
    counted: dict[str, int] = {}
    for element in elements(source):
        for code in parts.headwords_of(element):
            counted[code] = counted.get(code, 0) + 1
    uyghur = (code for code in _UYGHUR if code in counted)
    return next(uyghur, max(counted, key=lambda code: counted[code], default=""))


def elements(source: Source) -> Iterator[Element]:
    """Each entry's element; it holds until the next is asked for, and memory stays small."""
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start", "end"), tag=("lift", "entry"), resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    count = held = 0
    with source.open() as file:
        try:
            while piece := file.read(_CHUNK):
                parser.feed(piece)
                held += len(piece)
                for event, element in parser.read_events():
                    root = element.getroottree().getroot()
                    _check(root, source)
                    if event == "start" or element.getparent() is not root:
                        continue
                    count, held = count + 1, 0
                    if count > MOST_ENTRIES:
                        raise LiftError(
                            f"There are more than {MOST_ENTRIES:,} entries: please split the lexicon."
                        )
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del root[0]
                if held > MOST_HELD:
                    raise LiftError(
                        f"Something in {source.title}.lift is too large for an entry: please export it anew."
                    )
            _check(parser.close(), source)
        except etree.XMLSyntaxError as error:
            for _, element in parser.read_events():  # what it broke on may be what LIFT does not have
                _check(element.getroottree().getroot(), source)
            why = str(error.msg).split(", line ")[0].rstrip(".")
            raise LiftError(
                f"{source.title}.lift is damaged in line {error.lineno} ({why}): please export it anew."
            ) from error


def _check(root: Element, source: Source) -> None:
    """Of a declaration LIFT has none; one that is there is meant to grow or to reach for other files."""
    if root.getroottree().docinfo.doctype:
        raise LiftError("There is something in this file that LIFT does not have, and it is not read.")
    if root.tag != "lift":
        raise LiftError(f"{source.title}.lift is no LIFT file: please export the lexicon anew.")


def _senses(element: Element, chosen: str, source: Source, place: str) -> Iterator[Entry]:
    headwords = parts.headwords_of(element)
    headword = headwords.get(chosen) or next(iter(headwords.values()), "")
    if not headword:
        return
    rest = kept(element)
    voices = tuple(_media(parts.sounds(element), source))
    guid = str(element.get("guid") or element.get("id") or "")
    senses = element.findall("sense") or [None]
    for number, sense in enumerate(senses):
        key = f"{guid}#{number}" if guid and len(senses) > 1 else guid
        yield _entry(sense, source, Entry(headword, key=key, place=place, rest=rest, voices=voices))


def _entry(sense: Element | None, source: Source, bare: Entry) -> Entry:
    """What a sense adds to what is said of the whole entry."""
    if sense is None:
        return bare
    return replace(
        bare,
        glosses=parts.glosses(sense),
        part_of_speech=parts.part_of_speech(sense),
        examples=parts.sentences(sense),
        lists=parts.lists(sense),
        picture=next(_media(parts.pictures(sense), source), None),
        note=parts.note(sense),
    )


def _media(references: list[str], source: Source) -> Iterator[Media]:
    found = {media.name: media for one in references if (media := source.beside(one)) is not None}
    yield from found.values()


def kept(element: Element) -> str:
    """An entry's own XML for the way back, in NFC, without the way to anything on anybody's computer."""
    from copy import deepcopy

    from lxml import etree

    copy = deepcopy(element)
    copy.tail = None
    for one in copy.iter(etree.Element):
        one.text, one.tail = _nfc(one.text), _nfc(one.tail)
        for name, value in one.attrib.items():
            one.set(name, without_path(value) if name == "href" else _nfc(value))
        if one.tag == "form" and parts.is_sound(str(one.get("lang", ""))):
            _rename(one, plain_name(parts.text_of(one)))
    return str(etree.tostring(copy, encoding="unicode"))


def _rename(form: Element, name: str) -> None:
    text = form.find("text")
    if text is not None and parts.text_of(form) != name:
        del text[:]
        text.text = name


def _nfc(text: str | None) -> str | None:
    """In pieces, not the XML as a whole: a mark that follows ``>`` would be put together with it."""
    return None if text is None else unicodedata.normalize("NFC", text)
