"""Entries as a LIFT 0.13 lexicon in a zip, valid against its schema.

An entry that came from LIFT goes back as it came, with what is known better laid over it; unknown parts
survive. Sounds stand as media of a pronunciation, the style that FieldWorks, WeSay and The Combine all read.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from lexicon.exchange.entries import Entry
from lexicon.exchange.lift import laying
from lexicon.exchange.lift.files import Files
from lexicon.exchange.lift.making import add_forms, add_gloss, add_list, add_sentence, add_voice, clean, made
from lexicon.records import UNSAID
from lexicon.uyghur.scripts import Script, from_arabic, script_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

_SCRIPTS: Final = (("ug-Latn", Script.LATIN), ("ug-Cyrl", Script.CYRILLIC))
_LONGEST_TITLE: Final = 80
"""Characters: in UTF-8 at most 240 bytes, and a part of a path has 255."""


def archive(entries: Sequence[Entry], title: str) -> bytes:
    """A zip with a folder of this name, as other programs make it. The same entries give the same bytes.

    Raises what the entries' media raise.
    """
    plain = "".join(sign if sign.isalnum() or sign in "-_ " else "-" for sign in clean(title))
    name = plain[:_LONGEST_TITLE].strip() or "lexicon"
    files = Files()
    xml = lexicon(entries, files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path, content in ((f"{name}.lift", xml), *files.in_order()):
            about = zipfile.ZipInfo(f"{name}/{path}", (1980, 1, 1, 0, 0, 0))
            zipped.writestr(about, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def lexicon(entries: Iterable[Entry], files: Files) -> bytes:
    """The .lift file; its sounds and pictures come into ``files``."""
    from lxml import etree

    root = made("lift", version="0.13", producer="Ana Til")
    root.text = "\n"
    guids: set[str] = set()
    for senses in _together(entries):
        base = laying.base(senses[0].rest)
        element = _entry(senses, files, guids) if base is None else laying.over(base, senses, files)
        element.tail = "\n"
        root.append(element)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _together(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    """Senses of one entry of LIFT stand together, whatever stands between them; a word of ours is an entry
    of its own."""
    found: defaultdict[tuple[Any, ...], list[Entry]] = defaultdict(list)
    came: defaultdict[tuple[str, str], int] = defaultdict(int)
    for entry in entries:
        if entry.rest:
            twin = came[entry.rest, entry.key]  # two entries that are alike to the letter are still two
            came[entry.rest, entry.key] += 1
            found[entry.rest, twin if entry.key else twin // max(1, entry.rest.count("<sense"))].append(entry)
        else:
            found["", entry.key, entry.headword].append(entry)
    return found.values()


def _entry(senses: Sequence[Entry], files: Files, guids: set[str]) -> Element:
    """An entry of ours. Two words never have one guid: other programs would take one for the other."""
    first = senses[0]
    headword = clean(first.headword)
    guid = clean(first.key)
    if not guid or guid in guids:
        guid = hashlib.sha256(f"{guid}{headword}".encode()).hexdigest()[:32]
    guids.add(guid)
    element = made("entry", id=f"{headword}_{guid}", guid=guid)
    add_forms(made("lexical-unit", element), _in_scripts(headword))
    for voice in {voice.name: voice for entry in senses for voice in entry.voices}.values():
        add_voice(element, files.put(voice, "audio"))
    for number, entry in enumerate(senses):
        name = clean(entry.key) or headword
        _sense(made("sense", element, id=f"{name}_{number}" if number else name), entry, files)
    return element


def _in_scripts(headword: str) -> dict[str, str]:
    """The stored spelling in three scripts; another one only in its own, which says what it is."""
    script = script_of(headword)
    if script is Script.ARABIC:
        return {"ug": headword} | {code: from_arabic(headword, to) for code, to in _SCRIPTS}
    return {"ug-Cyrl" if script is Script.CYRILLIC else "ug-Latn": headword}


def _sense(element: Element, entry: Entry, files: Files) -> None:
    if entry.part_of_speech:
        made("grammatical-info", element, value=entry.part_of_speech)
    for code, text in entry.glosses.items():
        add_gloss(element, code or UNSAID, text)
    for example in entry.examples:
        add_sentence(element, example, "ug")
    if entry.picture is not None:
        made("illustration", element, href=files.put(entry.picture, "pictures"))
    for name in entry.lists:
        add_list(element, name)
    if entry.note:
        add_forms(made("note", element), {"en": entry.note})
