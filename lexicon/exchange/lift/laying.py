"""What is known of an entry, laid over the XML that it came with.

What an entry says otherwise takes the place of what stands there; what it has more is added. What it does not
say stays: another tool's notes, fields and traits are none of our business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from lexicon.exchange.entries import Entry, Media
from lexicon.exchange.lift import parts
from lexicon.exchange.lift.files import Files
from lexicon.exchange.lift.making import add_forms, add_gloss, add_list, add_sentence, add_voice, clean, made
from lexicon.exchange.lift.source import plain_name
from lexicon.uyghur.scripts import Script, from_arabic, script_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

_DERIVED: Final = {"ug-Latn": Script.LATIN, "ug-Cyrl": Script.CYRILLIC}
_CODES: Final = {Script.ARABIC: ("ug", "ug-Arab", "uig"), Script.CYRILLIC: ("ug-Cyrl",)}
_LATIN: Final = ("ug-Latn",)


def base(rest: str) -> Element | None:
    """The entry's own XML; None where there is none, or where it is another door's."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        element = etree.fromstring(rest, parser)
    except (etree.XMLSyntaxError, ValueError):  # the latter: it names an encoding, which a text has not
        return None
    return element if element.tag == "entry" and not element.getroottree().docinfo.doctype else None


def over(element: Element, senses: Sequence[Entry], files: Files) -> Element:
    """``element`` with what its senses say. Raises what their media raise."""
    _lay_headword(element, clean(senses[0].headword))
    _lay_voices(element, senses, files)
    there = element.findall("sense")
    for sense, entry in _matched(element, senses):
        _lay_meanings(sense, entry)
        _lay_beside(sense, entry, files)
        if sense not in there and not len(sense):  # of this entry there is only the word
            element.remove(sense)
    return element


def _matched(element: Element, senses: Sequence[Entry]) -> Iterator[tuple[Element, Entry]]:
    """Each entry's sense: by the number in its key, else the first that is left; a new one where none is."""
    there = element.findall("sense")
    own = f"{element.get('guid') or element.get('id') or ''}#"
    left = list(there)
    for entry in senses:
        number = entry.key.removeprefix(own)
        if entry.key.startswith(own) and number.isdecimal() and int(number) < len(there):
            found = there[int(number)]
        else:
            found = left[0] if left else made("sense", element)
        left = [one for one in left if one is not found]
        yield found, entry


def _lay_headword(element: Element, headword: str) -> None:
    """A word that is spelt otherwise takes the place of the one in its script; what was only that one in
    other letters follows it."""
    there = parts.headwords_of(element)
    if headword in there.values():
        return
    script = script_of(headword)
    ours = _CODES.get(script, _LATIN)
    alike = [code for code, text in there.items() if script_of(text) is script]
    code = next((one for one in (*ours, *alike) if one in alike), ours[0])
    changed = {code: headword}
    if script is Script.ARABIC and code in there:
        changed |= {
            other: from_arabic(headword, to)
            for other, to in _DERIVED.items()
            if there.get(other) == from_arabic(there[code], to)
        }
    for one, text in changed.items():
        _set_form(element, one, text)


def _set_form(element: Element, code: str, text: str) -> None:
    forms = [
        form for tag in ("lexical-unit", "citation") for form in element.findall(f"{tag}/form")
        if form.get("lang") == code
    ]  # fmt: skip
    for form in forms:
        _set_text(form, text)
    if not forms:
        unit = element.find("lexical-unit")
        add_forms(made("lexical-unit", element) if unit is None else unit, {code: text})


def _set_text(form: Element, text: str) -> None:
    for old in form.findall("text"):
        form.remove(old)
    made("text", form).text = clean(text)


def _lay_meanings(sense: Element, entry: Entry) -> None:
    there, defined = parts.glosses(sense), parts.multitext(sense.find("definition"))
    for code, text in entry.glosses.items():
        if clean(text) in (there.get(code), None if code in there else defined.get(code)):
            continue
        for old in [one for one in sense.findall("gloss") if one.get("lang") == code]:
            sense.remove(old)
        add_gloss(sense, code, text)


def _lay_beside(sense: Element, entry: Entry, files: Files) -> None:
    """Everything of a sense but its meanings."""
    if entry.part_of_speech and parts.part_of_speech(sense) != clean(entry.part_of_speech):
        found = sense.find("grammatical-info")
        (made("grammatical-info", sense) if found is None else found).set(
            "value", clean(entry.part_of_speech)
        )
    said = {one.text for one in parts.sentences(sense)}
    for sentence in entry.examples:
        if clean(sentence.text) not in said:
            add_sentence(sense, sentence, _CODES.get(script_of(sentence.text), _LATIN)[0])
    for name in entry.lists:
        if clean(name) not in parts.lists(sense):
            add_list(sense, name)
    if entry.note and clean(entry.note) != parts.note(sense):
        _lay_note(sense, entry.note)
    if entry.picture is not None:
        _lay_picture(sense, entry.picture, files)


def _lay_note(sense: Element, text: str) -> None:
    """In the note of no special type, of which there is one at most; those of a type are somebody's own."""
    notes = sense.findall("note")
    plain = [one for one in notes if one.get("type") is None]
    typed = [said for one in notes if one.get("type") for said in parts.multitext(one).values()]
    for old in plain:
        sense.remove(old)
    if clean(text) not in typed:
        add_forms(made("note", sense), {"en": text})


def _lay_voices(element: Element, senses: Iterable[Entry], files: Files) -> None:
    there = {plain_name(one) for one in parts.sounds(element)}
    for voice in {voice.name: voice for entry in senses for voice in entry.voices}.values():
        name = files.put(voice, "audio", keep=voice.name in there)
        if voice.name not in there:
            add_voice(element, name)
        elif name != voice.name:
            _rename_sound(element, voice.name, name)


def _rename_sound(element: Element, old: str, new: str) -> None:
    for one in element.findall("pronunciation/media"):
        if plain_name(str(one.get("href", ""))) == old:
            one.set("href", new)
    for form in element.iter("form"):
        if parts.is_sound(str(form.get("lang", ""))) and plain_name(parts.text_of(form)) == old:
            _set_text(form, new)


def _lay_picture(sense: Element, picture: Media, files: Files) -> None:
    """A picture that is new comes before those that stand there: the first is the one that is shown."""
    there = sense.findall("illustration")
    same = [one for one in there if plain_name(str(one.get("href", ""))) == picture.name]
    name = files.put(picture, "pictures", keep=bool(same))
    for one in same:
        one.set("href", name)
    if not same:
        new = made("illustration", sense, href=name)
        if there:
            there[0].addprevious(new)
