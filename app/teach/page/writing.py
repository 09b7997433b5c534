"""One HTML file out of a page's contents: everything is in it, and it may ask nobody for anything.

Its own security policy lets nothing in but what is written into the file: pictures, sounds and the font as
``data:``, style and script by their hashes (Content Security Policy Level 3, W3C). Every text is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Final

from app.teach.page import font
from app.teach.page.contents import Contents, Word
from lexicon.records import UNSAID
from lexicon.uyghur.scripts import Script, from_arabic

HERE: Final = Path(__file__).parent
_LONG: Final = 12
"""Letters; a longer word is set smaller."""
_EAR: Final = (
    '<svg class="ear" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 10v4h3l4 3.5v-11L7 10z"/>'
    '<path d="M15 9.200a4 4 0 0 1 0 5.600M17.500 6.500a8 8 0 0 1 0 11"/></svg>'
)
_RING: Final = '<span class="ring" aria-hidden="true"></span>'
"""Stands at a word that no native reader has approved, and beside the sentence at the foot that says so."""
_SAMPLES: Final = ("ئانا تىل", "Ana til", "Ана тил")
"""The scripts, each shown by our own name in it."""


def html(contents: Contents, texts: Mapping[str, Mapping[str, str]], first: str, face: Path) -> bytes:
    """The page. ``texts`` as ``texts.every`` gives them, in the order they are offered; ``first`` is the
    language it opens in; ``face`` the font file. The same contents give the same bytes. Raises OSError.
    """
    data = _data(contents, texts, first)
    contents = replace(contents, credits=(*contents.credits, font.credit(face)))
    style = _style(contents, texts, face)
    script = (HERE / "page.js").read_text(encoding="utf-8")
    body = "".join(_body(contents, texts, first))
    parts = (
        "<!doctype html>",
        f'<html lang="{first}" dir="{texts[first]["dir"]}">',
        '<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<link rel="icon" href="data:,">',  # on a school's web server a browser would ask for one
        f"<title>{escape(_titles(contents, first)[0])}</title>",
        f"<style>{style}</style>\n</head>",
        f"<body>\n{body}",
        f'<script type="application/json" id="data">{data}</script>',
        f"<script>{script}</script>\n</body>\n</html>\n",
    )
    return "\n".join(parts).encode()


def _policy(style: str, script: str) -> str:
    return (
        "default-src 'none'; img-src data:; media-src data:; font-src data:; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _style(contents: Contents, texts: Mapping[str, Mapping[str, str]], face: Path) -> str:
    """Two cuts of one font: whatever is Uyghur in Arabic letters is set in the first, on every line of the
    page; the second has the other letters of words and headings, and no others."""
    shown = "".join(_SAMPLES) + "".join(form for word in contents.words for form in _forms(word))
    shown += "".join(contents.titles.values()) + "".join(
        one["name"] + one["search"] for one in texts.values()
    )
    shown += "".join(sign.upper() for sign in shown) + " 0123456789.,;:!?-–·()’‘"
    every = [shown, *contents.credits, *(text for one in texts.values() for text in one.values())]
    every += [text for word in contents.words for text in word.glosses.values()]
    every += [voice.speaker for word in contents.words for voice in word.voices]
    cuts = {
        "Ana Til": {sign for text in every for sign in text if font.is_arabic(sign)},
        "Ana Til others": {sign for sign in shown if not font.is_arabic(sign)},
    }
    own = "".join(
        f'@font-face {{ font-family: "{name}"; src: url({font.data_uri(face, signs)}); }}\n'
        for name, signs in cuts.items()
    )
    return own + (HERE / "page.css").read_text(encoding="utf-8")


def _data(contents: Contents, texts: Mapping[str, Mapping[str, str]], first: str) -> str:
    """What the script needs, in JSON that closes no tag."""
    words = [
        {
            "w": _forms(word),
            "g": dict(sorted(word.glosses.items())),
            "v": [base64.b64encode(voice.clip).decode() for voice in word.voices],
        }
        for word in contents.words
    ]
    found = json.dumps({"first": first, "texts": texts, "words": words}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        found = found.replace(sign, f"\\u{ord(sign):04x}")
    return found


def _forms(word: Word) -> list[str]:
    return [word.headword, *(from_arabic(word.headword, one) for one in (Script.LATIN, Script.CYRILLIC))]


def _titles(contents: Contents, first: str) -> tuple[str, str]:
    """The list's own title, and the one in the language that the page opens in, if that is another."""
    own = contents.titles.get("ug") or contents.titles.get(UNSAID) or "ئانا تىل"
    other = contents.titles.get(first, "")
    return own, other if other != own else ""


def _body(contents: Contents, texts: Mapping[str, Mapping[str, str]], first: str) -> Iterator[str]:
    here = texts[first]
    own, other = _titles(contents, first)
    yield f'<header><h1 class="uyghur"><bdi lang="ug">{escape(own)}</bdi>'
    yield f" · <bdi>{escape(other)}</bdi></h1>\n" if other else "</h1>\n"
    yield '<form id="controls" hidden role="search">\n'
    yield '<div><label class="unseen" for="search" data-text="search">' + escape(here["search"]) + "</label>"
    hint = escape(here["search"])
    yield f'<input id="search" type="search" dir="auto" autocomplete="off" placeholder="{hint}"></div>\n'
    yield f'<fieldset class="scripts"><legend data-text="script">{escape(here["script"])}</legend>'
    for place, sample in enumerate(_SAMPLES):
        on = " checked" if place == 0 else ""
        yield f'<label class="uyghur"><input type="radio" name="script" value="{place}"{on}>'
        yield f"<bdi>{sample}</bdi></label>"
    yield "</fieldset>\n"
    yield f'<div><label class="unseen" for="language" data-text="language">{escape(here["language"])}</label>'
    yield '<select id="language">'
    for code, one in texts.items():
        on = " selected" if code == first else ""
        yield f'<option value="{code}" lang="{code}"{on}>{escape(one["name"])}</option>'
    yield '</select></div>\n</form></header>\n<main><ul id="words">\n'
    for word in contents.words:
        yield from _card(word, first, here)
    yield f'</ul><p id="nothing" data-text="nothing" role="status" hidden>{escape(here["nothing"])}</p>'
    yield "</main>\n<footer>\n"
    yield from _foot(contents, here)
    yield "</footer>\n"


def _card(word: Word, first: str, here: Mapping[str, str]) -> Iterator[str]:
    tag = 'button type="button"' if word.voices else "div"
    yield f'<li><{tag} class="card">'
    if not word.approved:
        yield _RING
    if word.picture is not None:
        picture = base64.b64encode(word.picture).decode()
        yield f'<img alt="" width="104" height="104" decoding="async" src="data:image/png;base64,{picture}">'
    long = " long" if len(word.headword) > _LONG else ""
    yield f'<span class="word uyghur{long}" lang="ug-Arab" dir="rtl">{escape(word.headword)}</span>'
    code = first if first in word.glosses else next(iter(word.glosses), first)
    yield f'<span class="gloss" lang="{escape(code)}" dir="auto">{escape(word.glosses.get(code, ""))}</span>'
    if word.voices:
        yield f'{_EAR}<span class="unseen" data-text="listen">{escape(here["listen"])}</span>'
    if not word.approved:
        yield f' <span class="unseen" data-text="waiting">{escape(here["waiting"])}</span>'
    yield f"</{tag.split()[0]}></li>\n"


def _foot(contents: Contents, here: Mapping[str, str]) -> Iterator[str]:
    if not all(word.approved for word in contents.words):
        yield f'<p>{_RING} <span data-text="waiting">{escape(here["waiting"])}</span></p>\n'
    if contents.openmoji and any(word.picture is not None for word in contents.words):
        yield f'<p data-text="pictures">{escape(here["pictures"])}</p>\n'
    names = ", ".join(sorted({voice.speaker for word in contents.words for voice in word.voices}))
    if names:
        said = here["voices"].replace("{names}", names)
        yield f'<p dir="auto" data-names="{escape(names)}">{escape(said)}</p>\n'
    for line in contents.credits:
        yield f'<p dir="auto">{escape(line)}</p>\n'
