"""A speaker says another word than the one on the sheet: her own word, kept beside it."""

from __future__ import annotations

from uuid import UUID

from app.services.household import Household
from lexicon import dialects, senses
from lexicon.dialects import OWN, DialectForm
from lexicon.uyghur.scripts import to_arabic


def dialect_forms(household: Household, sense_id: UUID) -> tuple[DialectForm, ...]:
    """How else a word is said, by what is kept here and by the starter."""
    with household.kept.read() as connection:
        return dialects.of(connection, sense_id)


def keep_dialect_form(household: Household, sense_id: UUID, text: str, region: str = "") -> DialectForm:
    """Keep ``text``, in any script, as a form of a sense; ``region`` as coarse as the speaker wants, or "".

    A form that is there for this region already is not kept twice. Raises ValueError for an empty text, for
    the word itself and for a sense that is not here.
    """
    form = " ".join(to_arabic(text).split())
    region = " ".join(region.split())
    if not form:
        raise ValueError("there is nothing to keep as a dialect form")
    with household.kept.write() as connection:
        found = senses.senses(connection, [sense_id], household.now_ms())
        if not found:
            raise ValueError(f"no sense {sense_id}")
        if form == found[0].headword:
            raise ValueError(f"{form} is the word itself")
        for one in dialects.of(connection, sense_id):
            if (one.form, one.region) == (form, region):
                return one
        kept = DialectForm(household.new_id(), sense_id, form, region, OWN)
        dialects.add(connection, kept)
    return kept


def forget_dialect_form(household: Household, form: DialectForm) -> None:
    """Take back a form that was kept here; one that came with the starter stays."""
    with household.kept.write() as connection:
        dialects.remove(connection, form)
