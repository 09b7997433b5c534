"""The rules against 102,308 accepted spellings: where one of two possible forms is attested, it is ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from lexicon.uyghur.inflection import Stem, StemError, attested_verb_stem, evidence, inflect, known
from tests.lexicon.uyghur.attested import accepted, lines

NOUN_FORMS = ("PL", "PX1SG", "PX3", "PX3.DAT", "PX1PL", "DAT", "LOC", "ABL", "GEN")
VERB_FORMS = ("PRS.3", "NEG.PRS.3", "PST.1SG", "PST.3", "CVB", "PTCP", "NEG.PTCP", "IMP.2SG.FRM", "PROG.3")

FROM_GRAMMARS = {"پەسىل"}
"""Against the accepted spellings (پەسىلى), with the grammars (پەسلى: *Paj-Puj* 6.5)."""


def _share(stems: Iterable[Stem], forms: Sequence[str]) -> tuple[float, int]:
    """How often ours is attested where exactly one of ours and its rivals is, and how many such cases."""
    ours = against = 0
    for stem in stems:
        for tags in forms:
            found = evidence(stem, tags, accepted())
            ours += found.clear
            against += bool(found.rivals) and not found.attested
    return ours / (ours + against), ours + against


def _nouns() -> list[Stem]:
    stems = []
    for word in lines("headwords.txt")[::4]:
        if word in accepted() and " " not in word and not word.endswith(("ماق", "مەك")):
            try:
                stems.append(Stem(word))
            except StemError:
                continue
    return stems


def test_nouns_of_the_dictionary_decline_as_accepted() -> None:
    share, cases = _share(_nouns(), NOUN_FORMS)
    assert cases > 3_000
    assert share > 0.96


def test_the_rules_alone_come_nearly_as_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of known words were drawn from these spellings, so the rules are also measured without."""
    for name in ("FRONT", "BACK", "RAISING", "LONG"):
        monkeypatch.setattr(known, name, frozenset())
    monkeypatch.setattr(known, "OBLIQUE", {})
    share, cases = _share(_nouns(), NOUN_FORMS)
    assert cases > 3_000
    assert share > 0.93


def test_verbs_of_the_dictionary_conjugate_as_accepted() -> None:
    infinitives = [
        word for word in lines("headwords.txt") if word.endswith(("ماق", "مەك")) and " " not in word
    ]
    stems = [attested_verb_stem(word, accepted()) for word in infinitives[::4]]
    share, cases = _share(stems, VERB_FORMS)
    assert cases > 1_000
    assert share > 0.97


def test_what_small_children_hear_is_attested_as_it_is_made() -> None:
    heard = "ئوينا- ئوقۇ- يە- كەل- ئىچ- ئۇخلا- يىغلا- ماڭ- ئولتۇر- ياز- قاراپ- كۈل-".replace(
        "قاراپ", "قارا"
    ).split()
    made = [inflect(stem, tags).form for stem in heard for tags in ("PROG.3", "PST.3", "CVB", "NEG.PRS.3")]
    assert sum(form in accepted() for form in made) > 0.8 * len(made)


def test_a_known_word_has_more_forms_its_way_than_the_way_of_the_rule() -> None:
    forms = (
        *NOUN_FORMS,
        "PL.DAT",
        "PL.PX3",
        "PX2SG",
        "PX2PL",
        "PX3.LOC",
        "PX3.ACC",
        "PX3.GEN",
        "PX3.ABL",
        "ACC",
    )
    verbs = ("PRS.3", "PRS.1PL", "CVB")
    against = set()
    for word in known.LONG | known.RAISING | known.OBLIQUE.keys():
        stem = Stem(word, verb=word == "ئەۋەت")
        other = replace(stem, raises=not stem.can_raise)
        if word in known.OBLIQUE:
            other = replace(stem, elides=False)
        tags = verbs if stem.verb else forms
        here = {inflect(stem, tag).form for tag in tags}
        there = {inflect(other, tag).form for tag in tags}
        mine, theirs = len((here - there) & accepted()), len((there - here) & accepted())
        if mine < max(theirs, 1):
            against.add(word)
    assert against == FROM_GRAMMARS


def test_the_pronouns_are_attested() -> None:
    for forms in known.PRONOUNS.values():
        assert set(forms.values()) <= accepted()


def test_evidence_tells_a_form_from_its_rivals() -> None:
    forms = {"بالىلار", "بالىلەر", "رەسىمى", "رەسمى"}
    assert evidence(Stem("بالا"), "PL", forms).rivals == ("بالىلەر",)
    assert evidence(Stem("بالا"), "PL", {"بالىلار"}).clear
    assert not evidence(Stem("بالا"), "DAT", forms).attested
    assert evidence(Stem("رەسىم"), "PX3", forms).rivals == ("رەسمى",)


def test_a_dictionary_verbs_stem_is_found_by_its_forms() -> None:
    assert attested_verb_stem("ئوينىماق", {"ئويناپ"}).text == "ئوينا"
    assert attested_verb_stem("ئېرىمەك", {"ئېرىپ", "ئېرىيدۇ"}).text == "ئېرى"
    assert attested_verb_stem("ئېرىمەك", set()).text == "ئېرە"
