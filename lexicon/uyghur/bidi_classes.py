"""Bidirectional class, mirror image and bracket partner of one character.

Classes come from :mod:`unicodedata`, so they are as new as the Python that runs. What that module
leaves out is written here: the classes of code points that are not assigned yet (header of
``DerivedBidiClass.txt``) and the mirror pairs (``BidiMirroring.txt``, Unicode 16).
"""

from __future__ import annotations

import unicodedata
from typing import Final

_MIRROR_PAIRS: Final = (
    "()<>[]{}«»༺༻༼༽᚛᚜‹›⁅⁆⁽⁾₍₎∈∋∉∌∊∍∕⧵∼∽≃⋍≒≓≔≕≤≥≦≧≨≩≪≫≮≯≰≱≲≳≴≵≶≷≸≹≺≻≼≽≾≿⊀⊁⊂⊃⊄⊅⊆⊇⊈⊉⊊⊋⊏⊐⊑⊒⊘⦸"
    "⊢⊣⊦⫞⊨⫤⊩⫣⊫⫥⊰⊱⊲⊳⊴⊵⊶⊷⋉⋊⋋⋌⋐⋑⋖⋗⋘⋙⋚⋛⋜⋝⋞⋟⋠⋡⋢⋣⋤⋥⋦⋧⋨⋩⋪⋫⋬⋭⋰⋱⋲⋺⋳⋻⋴⋼⋶⋽⋷⋾⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯"
    "❰❱❲❳❴❵⟃⟄⟅⟆⟈⟉⟋⟍⟕⟖⟝⟞⟢⟣⟤⟥⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦎⦏⦑⦒⦓⦔⦕⦖⦗⦘⧀⧁⧄⧅⧏⧐⧑⧒⧔⧕⧘⧙⧚⧛⧸⧹⧼⧽⨫⨬⨭⨮⨴⨵⨼⨽⩤⩥⩹⩺"
    "⩽⩾⩿⪀⪁⪂⪃⪄⪋⪌⪑⪒⪓⪔⪕⪖⪗⪘⪙⪚⪛⪜⪡⪢⪦⪧⪨⪩⪪⪫⪬⪭⪯⪰⪳⪴⪻⪼⪽⪾⪿⫀⫁⫂⫃⫄⫅⫆⫍⫎⫏⫐⫑⫒⫓⫔⫕⫖⫬⫭⫷⫸⫹⫺⸂⸃⸄⸅⸉⸊⸌⸍⸜⸝⸠⸡⸢⸣⸤⸥⸦⸧⸨⸩"
    "〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞﹤﹥（）＜＞［］｛｝｟｠｢｣⹕⹖⹗⹘⹙⹚⹛⹜"
)
_MIRRORED: Final = {
    **dict(zip(_MIRROR_PAIRS[::2], _MIRROR_PAIRS[1::2], strict=True)),
    **dict(zip(_MIRROR_PAIRS[1::2], _MIRROR_PAIRS[::2], strict=True)),
}

# Canonical equivalents count as one bracket (UAX #9, BD16).
_SAME_BRACKET: Final = {"\u2329": "\u3008", "\u232a": "\u3009"}

_UNASSIGNED: Final[tuple[tuple[int, int, str], ...]] = (
    (0x0590, 0x05FF, "R"), (0x0600, 0x07BF, "AL"), (0x07C0, 0x085F, "R"), (0x0860, 0x08FF, "AL"),
    (0x2065, 0x2065, "BN"), (0x20A0, 0x20CF, "ET"), (0xFB1D, 0xFB4F, "R"), (0xFB50, 0xFDCF, "AL"),
    (0xFDD0, 0xFDEF, "BN"), (0xFDF0, 0xFDFF, "AL"), (0xFE70, 0xFEFF, "AL"), (0xFFF0, 0xFFF8, "BN"),
    (0x10800, 0x10CFF, "R"), (0x10D00, 0x10D3F, "AL"), (0x10D40, 0x10EBF, "R"), (0x10EC0, 0x10EFF, "AL"),
    (0x10F00, 0x10F2F, "R"), (0x10F30, 0x10F6F, "AL"), (0x10F70, 0x10FFF, "R"), (0x1E800, 0x1EC6F, "R"),
    (0x1EC70, 0x1ECBF, "AL"), (0x1ECC0, 0x1ECFF, "R"), (0x1ED00, 0x1ED4F, "AL"), (0x1ED50, 0x1EDFF, "R"),
    (0x1EE00, 0x1EEFF, "AL"), (0x1EF00, 0x1EFFF, "R"), (0xE0000, 0xE0FFF, "BN"),
)  # fmt: skip


def _unassigned_class(code: int) -> str:
    if code & 0xFFFE == 0xFFFE:  # a noncharacter
        return "BN"
    for first, last, name in _UNASSIGNED:
        if first <= code <= last:
            return name
    return "L"


class _Classes(dict[str, str]):
    """Class of each character met so far; a dictionary look-up is all a known one costs."""

    def __missing__(self, ch: str) -> str:
        name = unicodedata.bidirectional(ch) or _unassigned_class(ord(ch))
        self[ch] = name
        return name


#: ``BIDI_CLASS[ch]`` is the class of one character as UAX #9 names it: ``L``, ``AL``, ``EN`` …
BIDI_CLASS: Final = _Classes()


def mirrored(ch: str) -> str:
    """What ``ch`` looks like where text runs right to left: ``(`` for ``)``; most are themselves."""
    return _MIRRORED.get(ch, ch)


def bracket(ch: str) -> tuple[str, bool] | None:
    """The opening bracket of its pair and whether ``ch`` is that one; None if ``ch`` is no bracket."""
    partner = _MIRRORED.get(ch)
    if partner is None:
        return None
    category = unicodedata.category(ch)
    if category not in ("Ps", "Pe") or BIDI_CLASS[ch] != "ON":
        return None
    opening = ch if category == "Ps" else partner
    return _SAME_BRACKET.get(opening, opening), category == "Ps"
