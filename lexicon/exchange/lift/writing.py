"""Entries as a LIFT 0.13 lexicon in a zip, valid against its schema.

An entry that came from LIFT goes back as it came, with what is known better laid over it; unknown parts
survive. Sounds stand as media of a pronunciation, the style that FieldWorks, WeSay and The Combine all read.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from lexicon.exchange.entries import Entry, Media
from lexicon.exchange.lift.parts import OURS, multitext, text_of
from lexicon.uyghur.scripts import Script, from_arabic

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

_SCRIPTS: Final = (("ug-Latn", Script.LATIN), ("ug-Cyrl", Script.CYRILLIC))


def archive(entries: Sequence[Entry], title: str) -> bytes:
    """A zip with a folder of this name, as other programs make it. The same entries give the same bytes.

    Raises what the entries' media raise.
    """
    name = "".join(sign if sign.isalnum() or sign in "-_ " else "-" for sign in title).strip() or "lexicon"
    media: dict[str, bytes] = {}
    xml = lexicon(entries, media)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path, content in ((f"{name}.lift", xml), *sorted(media.items())):
            about = zipfile.ZipInfo(f"{name}/{path}", (1980, 1, 1, 0, 0, 0))
            zipped.writestr(about, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def lexicon(entries: Iterable[Entry], media: dict[str, bytes]) -> bytes:
    """The .lift file; bytes of sounds and pictures come into ``media``, by their place beside it."""
    from lxml import etree

    root = etree.Element("lift", version="0.13", producer="Ana Til")
    root.text = "\n"
    for _, some in groupby(entries, key=_whose):
        element = _entry(list(some), media)
        element.tail = "\n"
        root.append(element)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _whose(entry: Entry) -> tuple[str, str]:
    """Senses of one entry of LIFT stand together; a word of ours is an entry of its own."""
    return (entry.rest, "") if entry.rest else ("", entry.key or entry.headword)


def _entry(senses: Sequence[Entry], media: dict[str, bytes]) -> Element:
    from lxml import etree

    first = senses[0]
    if first.rest:
        element = etree.fromstring(first.rest, etree.XMLParser(resolve_entities=False, no_network=True))
        for sense, entry in zip(element.findall("sense"), senses, strict=False):
            _lay_over(sense, entry)
        for entry in senses:
            _keep_media(entry, media)
        return element
    guid = first.key or hashlib.sha256(first.headword.encode()).hexdigest()[:32]
    element = etree.Element("entry", id=f"{first.headword}_{guid}", guid=guid)
    _forms(etree.SubElement(element, "lexical-unit"), _headword(first))
    for voice in first.voices:
        spoken = etree.SubElement(element, "pronunciation")
        etree.SubElement(spoken, "media", href=_put(voice, "audio", media))
    for entry in senses:
        element.append(_sense(entry, media))
    return element


def _headword(entry: Entry) -> dict[str, str]:
    return {"ug": entry.headword} | {code: from_arabic(entry.headword, to) for code, to in _SCRIPTS}


def _sense(entry: Entry, media: dict[str, bytes]) -> Element:
    from lxml import etree

    element = etree.Element("sense", id=entry.key or entry.headword)
    if entry.part_of_speech:
        etree.SubElement(element, "grammatical-info", value=entry.part_of_speech)
    for code, text in entry.glosses.items():
        _gloss(element, code, text)
    for example in entry.examples:
        part = etree.SubElement(element, "example")
        _forms(part, {"ug": example.text})
        if example.translations:
            _forms(etree.SubElement(part, "translation"), example.translations)
    if entry.picture is not None:
        etree.SubElement(element, "illustration", href=_put(entry.picture, "pictures", media))
    for name in entry.lists:
        etree.SubElement(element, "trait", name=OURS, value=name)
    if entry.note:
        _forms(etree.SubElement(element, "note"), {"en": entry.note})
    return element


def _lay_over(sense: Element, entry: Entry) -> None:
    """Meanings that are new or other than those that stand there; all else stays."""
    known: dict[str, str] = {}
    for gloss in sense.findall("gloss"):
        code, text = str(gloss.get("lang", "und")), text_of(gloss)
        known[code] = f"{known[code]}; {text}" if code in known else text
    defined = multitext(sense.find("definition"))
    for code, text in entry.glosses.items():
        if known.get(code) == text or (code not in known and defined.get(code) == text):
            continue
        for old in [one for one in sense.findall("gloss") if one.get("lang") == code]:
            sense.remove(old)
        _gloss(sense, code, text)


def _gloss(sense: Element, code: str, text: str) -> None:
    from lxml import etree

    gloss = etree.SubElement(sense, "gloss", lang=code)
    etree.SubElement(gloss, "text").text = text


def _forms(element: Element, texts: Any) -> None:
    from lxml import etree

    for code, text in texts.items():
        form = etree.SubElement(element, "form", lang=code)
        etree.SubElement(form, "text").text = text


def _keep_media(entry: Entry, media: dict[str, bytes]) -> None:
    """The files that came with an entry, under the names that it knows them by."""
    for one in entry.voices:
        media[f"audio/{one.name}"] = one.read()
    if entry.picture is not None:
        media[f"pictures/{entry.picture.name}"] = entry.picture.read()


def _put(one: Media, folder: str, media: dict[str, bytes]) -> str:
    content = one.read()
    ending = one.name.rsplit(".", 1)[-1].lower() if "." in one.name else "bin"
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.{ending}"
    media[f"{folder}/{name}"] = content
    return name
