"""The entries of a LIFT file one by one, and what each says.

Real files are read as they are: what is not known is passed by and stays in ``rest``, the entry's own XML,
without anybody's paths. XML from a stranger is read without entities, documents of other places, or a depth
beyond measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from lexicon.exchange.entries import Book, Entry, Media, Passed, Sentence
from lexicon.exchange.lift.source import LiftError, Source, plain_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

MOST_ENTRIES: Final = 200_000
_HEAD: Final = 1 << 16
_UYGHUR: Final = ("ug", "ug-Arab", "ug-Latn", "ug-Cyrl", "uig")
_SOUND: Final = "-Zxxx-x-audio"
"""Ends the writing system of a form whose text is the name of a sound (WeSay)."""
OURS: Final = "ana-til-list"
"""A trait of our own: a list that the word stands in."""
_DOMAINS: Final = ("semantic-domain", "semantic_domain", OURS)


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
    return Book(source.title, tuple(entries), tuple(passed))


def chosen_of(source: Source) -> str:
    """The writing system to take headwords from: a Uyghur one if there is any, else the one of most words."""
    counted: dict[str, int] = {}
    for element in elements(source):
        for code in _headwords(element):
            counted[code] = counted.get(code, 0) + 1
    uyghur = (code for code in _UYGHUR if code in counted)
    return next(uyghur, max(counted, key=lambda code: counted[code], default=""))


def elements(source: Source) -> Iterator[Element]:
    """Each entry's element; it holds until the next is asked for, and memory stays small."""
    from lxml import etree

    with source.open() as file:
        _refuse_declarations(file)
        steps = etree.iterparse(
            file, events=("end",), tag="entry", resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            for count, (_, element) in enumerate(steps, 1):
                if count > MOST_ENTRIES:
                    raise LiftError(
                        f"There are more than {MOST_ENTRIES:,} entries: please split the lexicon."
                    )
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise LiftError(f"{source.title}.lift is damaged in line {error.lineno}: {error.msg}.") from error
        if steps.root is None or etree.QName(steps.root).localname != "lift":
            raise LiftError(f"{source.title}.lift is no LIFT file: please export the lexicon anew.")


def _refuse_declarations(file: BinaryIO) -> None:
    """LIFT has none; one that is there is meant to grow or to reach for other files."""
    begin = file.read(_HEAD)
    if any(
        mark in begin
        for mark in (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
    ):
        raise LiftError("There is something in this file that LIFT does not have, and it is not read.")
    file.seek(0)


def text_of(element: Element | None) -> str:
    """All text of a form or gloss, its marked stretches too, on one line."""
    found = element.find("text") if element is not None else None
    return "" if found is None else " ".join("".join(found.itertext()).split())


def multitext(element: Element | None) -> dict[str, str]:
    """The forms of an element by language, sounds left out; empty ones are none."""
    forms = [] if element is None else element.findall("form")
    found = {str(form.get("lang", "und")): text_of(form) for form in forms}
    return {code: text for code, text in found.items() if text and not code.endswith(_SOUND)}


def _headwords(element: Element) -> dict[str, str]:
    return multitext(element.find("citation")) | multitext(element.find("lexical-unit"))


def _senses(element: Element, chosen: str, source: Source, place: str) -> Iterator[Entry]:
    headwords = _headwords(element)
    headword = headwords.get(chosen) or next(iter(headwords.values()), "")
    if not headword:
        return
    rest = kept(element)
    voices = tuple(_media(_sounds(element), source))
    guid = str(element.get("guid") or element.get("id") or "")
    senses = element.findall("sense") or [None]
    for number, sense in enumerate(senses):
        key = f"{guid}#{number}" if guid and len(senses) > 1 else guid
        yield _entry(sense, source, Entry(headword, key=key, place=place, rest=rest, voices=voices))


def _entry(sense: Element | None, source: Source, bare: Entry) -> Entry:
    """What a sense adds to what is said of the whole entry."""
    if sense is None:
        return bare
    part = sense.find("grammatical-info")
    pictures = [str(one.get("href", "")) for one in sense.findall("illustration")]
    notes = [text for note in sense.findall("note") for text in multitext(note).values()]
    domains = [one for one in sense.findall("trait") if str(one.get("name", "")).startswith(_DOMAINS)]
    return replace(
        bare,
        glosses=_glosses(sense),
        part_of_speech="" if part is None else str(part.get("value", "")),
        examples=tuple(filter(None, map(_sentence, sense.findall("example")))),
        lists=tuple(str(trait.get("value", "")) for trait in domains),
        picture=next(iter(_media(pictures, source)), None),
        note=" ".join(notes),
    )


def _glosses(sense: Element) -> dict[str, str]:
    """Glosses by language, several joined; a definition where a language has no gloss."""
    found: dict[str, str] = {}
    for gloss in sense.findall("gloss"):
        code, text = str(gloss.get("lang", "und")), text_of(gloss)
        if text:
            found[code] = f"{found[code]}; {text}" if code in found else text
    return multitext(sense.find("definition")) | found


def _sentence(example: Element) -> Sentence | None:
    texts = multitext(example)
    said: dict[str, str] = {}
    for translation in example.findall("translation"):
        said |= multitext(translation)
    return Sentence(next(iter(texts.values())), said) if texts else None


def _sounds(element: Element) -> list[str]:
    """Names of sounds in both styles: media of a pronunciation, and forms that are a sound's name."""
    named = [str(one.get("href", "")) for one in element.findall("pronunciation/media")]
    for form in element.findall("lexical-unit/form"):
        if str(form.get("lang", "")).endswith(_SOUND):
            named.append(text_of(form))
    return named


def _media(names: list[str], source: Source) -> Iterator[Media]:
    for name in dict.fromkeys(map(plain_name, names)):
        if name in source.media:
            yield Media(name, source.media[name])


def kept(element: Element) -> str:
    """An entry's own XML for the way back, without the way to anything on anybody's computer."""
    from copy import deepcopy

    from lxml import etree

    copy = deepcopy(element)
    copy.tail = None
    for one in copy.iter():
        if isinstance(one.tag, str) and one.get("href") is not None:
            one.set("href", plain_name(str(one.get("href"))))
    return str(etree.tostring(copy, encoding="unicode"))
