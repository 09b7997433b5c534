"""Real words for the drill tests, in four small themes. Ids are made from the headword, so runs agree."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid5

from lexicon.records import Sense

SPACE = UUID("5f3a2d54-7c1e-4d0f-9a53-2f7f3f1c7b10")

# headword, part of speech, English, Turkish, French, picture, domain
ANIMALS = (
    ("ئىت", "noun", "dog", "köpek", "chien", "1F415", "1.6.1.1"),
    ("مۈشۈك", "noun", "cat", "kedi", "chat", "1F408", "1.6.1.1"),
    ("ئات", "noun", "horse", "at", "cheval", "1F40E", "1.6.1.1"),
    ("قوي", "noun", "sheep", "koyun", "mouton", "1F411", "1.6.1.1"),
    ("كالا", "noun", "cow", "inek", "vache", "1F404", "1.6.1.1"),
    ("توخۇ", "noun", "hen", "tavuk", "poule", "1F414", "1.6.1.2"),
    ("ئۆردەك", "noun", "duck", "ördek", "canard", "1F986", "1.6.1.2"),
    ("توشقان", "noun", "hare", "tavşan", "lièvre", "1F407", "1.6.1.1"),
    ("بېلىق", "noun", "fish", "balık", "poisson", "1F41F", "1.6.1.5"),
    ("شىر", "noun", "lion", "aslan", "lion", "1F981", "1.6.1.1"),
    ("ئېيىق", "noun", "bear", "ayı", "ours", "1F43B", "1.6.1.1"),
    ("پىل", "noun", "elephant", "fil", "éléphant", "1F418", "1.6.1.1"),
    ("چاشقان", "noun", "mouse", "fare", "souris", "1F401", "1.6.1.1"),
    ("مايمۇن", "noun", "monkey", "maymun", "singe", "1F412", "1.6.1.1"),
    ("پاقا", "noun", "frog", "kurbağa", "grenouille", "1F438", "1.6.1.4"),
    ("كېپىنەك", "noun", "butterfly", "kelebek", "papillon", "1F98B", "1.6.1.7"),
    ("تۆگە", "noun", "camel", "deve", "chameau", "1F42B", "1.6.1.1"),
    ("بۆرە", "noun", "wolf", "kurt", "loup", "1F43A", "1.6.1.1"),
    ("تۈلكە", "noun", "fox", "tilki", "renard", "1F98A", "1.6.1.1"),
    ("قۇش", "noun", "bird", "kuş", "oiseau", "1F426", "1.6.1.2"),
)
FRUIT = (
    ("ئالما", "noun", "apple", "elma", "pomme", "1F34E", "5.2.3.1"),
    ("ئۈزۈم", "noun", "grapes", "üzüm", "raisin", "1F347", "5.2.3.1"),
    ("قوغۇن", "noun", "melon", "kavun", "melon", "1F348", "5.2.3.1"),
    ("تاۋۇز", "noun", "watermelon", "karpuz", "pastèque", "1F349", "5.2.3.1"),
    ("نەشپۈت", "noun", "pear", "armut", "poire", "1F350", "5.2.3.1"),
    ("شاپتۇل", "noun", "peach", "şeftali", "pêche", "1F351", "5.2.3.1"),
    ("گىلاس", "noun", "cherry", "kiraz", "cerise", "1F352", "5.2.3.1"),
    ("لىمون", "noun", "lemon", "limon", "citron", "1F34B", "5.2.3.1"),
    ("ئانار", "noun", "pomegranate", "nar", "grenade", None, "5.2.3.1"),
    ("ئۆرۈك", "noun", "apricot", "kayısı", "abricot", None, "5.2.3.1"),
    ("پىياز", "noun", "onion", "soğan", "oignon", "1F9C5", "5.2.3.2"),
    ("سەۋزە", "noun", "carrot", "havuç", "carotte", "1F955", "5.2.3.2"),
    ("پەمىدۇر", "noun", "tomato", "domates", "tomate", "1F345", "5.2.3.2"),
    ("بەرەڭگە", "noun", "potato", "patates", "pomme de terre", "1F954", "5.2.3.2"),
)
GREETINGS = (
    ("رەھمەت", "interjection", "thank you", "teşekkürler", "merci", None, "4.3.4"),
    ("خەير", "interjection", "goodbye", "hoşça kal", "au revoir", None, "4.3.4"),
    ("ھەئە", "interjection", "yes", "evet", "oui", None, "3.5"),
    ("ياق", "interjection", "no", "hayır", "non", None, "3.5"),
    ("دوست", "noun", "friend", "arkadaş", "ami", None, "4.1.1"),
    ("ئىسىم", "noun", "name", "isim", "nom", None, "9.7"),
)
FAMILY = (
    ("دادا", "noun", "father", "baba", "père", None, "4.1.9.1"),
    ("ئاتا", "noun", "father (polite)", "ata", "père", None, "4.1.9.1"),
    ("ئانا", "noun", "mother", "anne", "mère", None, "4.1.9.1"),
    ("ئاكا", "noun", "older brother", "ağabey", "grand frère", None, "4.1.9.1"),
    ("ئۇكا", "noun", "younger brother", "küçük kardeş", "petit frère", None, "4.1.9.1"),
    ("بالا", "noun", "child", "çocuk", "enfant", "1F9D2", "4.1.9.1"),
    ("بوۋاق", "noun", "baby", "bebek", "bébé", "1F476", "4.1.9.1"),
    ("يېمەك", "verb", "to eat", "yemek", "manger", None, "5.2"),
    ("ئىچمەك", "verb", "to drink", "içmek", "boire", None, "5.2"),
)  # fmt: skip


def theme(
    name: str, rows: tuple[tuple[str, str, str, str, str, str | None, str], ...], voiced: bool = False
) -> tuple[Sense, ...]:
    """The senses of one theme in order; ``voiced`` gives each a recording."""
    return tuple(
        Sense(
            id=uuid5(SPACE, headword),
            headword=headword,
            part_of_speech=pos,
            glosses={"en": en, "tr": tr, "fr": fr},
            theme_id=uuid5(SPACE, name),
            place=place,
            picture=picture,
            domain=domain,
            voices=(f"{place:064x}",) if voiced else (),
        )
        for place, (headword, pos, en, tr, fr, picture, domain) in enumerate(rows)
    )


def animals(voiced: bool = False) -> tuple[Sense, ...]:
    return theme("animals", ANIMALS, voiced)


def fruit(voiced: bool = False) -> tuple[Sense, ...]:
    return theme("fruit", FRUIT, voiced)


def greetings(voiced: bool = False) -> tuple[Sense, ...]:
    return theme("greetings", GREETINGS, voiced)


def family(voiced: bool = False) -> tuple[Sense, ...]:
    return theme("family", FAMILY, voiced)


def everything(voiced: bool = False) -> tuple[Sense, ...]:
    return (*animals(voiced), *fruit(voiced), *greetings(voiced), *family(voiced))


def named(headword: str, voiced: bool = False) -> Sense:
    """The sense of ``headword``."""
    return next(sense for sense in everything(voiced) if sense.headword == headword)


def apart(first: Sense, second: Sense) -> Sense:
    """``first``, to be kept apart from ``second``."""
    return replace(first, apart=first.apart | {second.id})
