"""Whether a form stands in a list of forms somebody has accepted, and whether one against it does.

The lists are passed in. They help and are no judge alone: the accepted spellings lack بۇرنى and have بۇرۇنى.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from lexicon.uyghur.inflection import phonology
from lexicon.uyghur.inflection.features import parse
from lexicon.uyghur.inflection.growing import Inflected
from lexicon.uyghur.inflection.nouns import noun
from lexicon.uyghur.inflection.stems import Stem, verb_stems
from lexicon.uyghur.inflection.verbs import verb


@dataclass(frozen=True, slots=True)
class Evidence:
    """``attested``: the form itself is in the list. ``rivals``: those in it that another guess would make."""

    attested: bool
    rivals: tuple[str, ...]

    @property
    def clear(self) -> bool:
        """Whether the list has this form and none against it."""
        return self.attested and not self.rivals


def evidence(stem: Stem, features: str, accepted: Collection[str]) -> Evidence:
    """Look for the form of ``stem`` in ``accepted``, and for the forms it would have if the stem harmonised,
    raised or dropped its vowel the other way. Raises ``FeaturesError`` as ``inflect`` does."""
    form = _make(stem, features).form
    others = (_make(other, features).form for other in _other_ways(stem))
    return Evidence(form in accepted, tuple(dict.fromkeys(o for o in others if o != form and o in accepted)))


def attested_verb_stem(infinitive: str, accepted: Collection[str]) -> Stem:
    """The stem of a dictionary verb, by its forms in ``accepted`` where the infinitive leaves two.

    ``ئوينىماق`` is ئوينا- because ئويناپ is found. The likelier is returned if nothing is found or both are
    even. Raises ``StemError`` if the word is no infinitive.
    """
    return max(
        verb_stems(infinitive),
        key=lambda stem: sum(_make(stem, tags).form in accepted for tags in ("CVB", "PRS.3", "PROG.3")),
    )


def _make(stem: Stem, features: str) -> Inflected:
    return (verb if stem.verb else noun)(stem, parse(features))


def _other_ways(stem: Stem) -> list[Stem]:
    other = replace(stem, front=not stem.sounds_front)
    ways = [other, replace(stem, raises=not stem.can_raise), replace(other, raises=not stem.can_raise)]
    if stem.before_vowel is not None:
        ways.append(replace(stem, elides=False, oblique=None))
    elif stem.text[-1] not in phonology.VOWELS and stem.text[-2:-1] in set("ىۇۈ"):
        ways.append(replace(stem, elides=True))
    return ways
