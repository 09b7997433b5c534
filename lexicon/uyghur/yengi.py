"""The Latin alphabet of 1959–1983 (Uyghur Yëngi Yëziq, UYY): for reading what grandparents wrote.

Here q x h are چ ش خ, and e is ې. The zh ch sh of Chinese names are read as single letters only where UYY
itself has no other reading for them: c alone is no letter, but ``nusha`` is نۇسخا.
"""

from __future__ import annotations

from typing import Final

from lexicon.uyghur.reading import Reader
from lexicon.uyghur.writing import Writer

_ONE: Final = zip("اەبپتجچخدرزژسشغفقكگلمنھوۇۆۈۋېىي", "aəbptjqhdrzⱬsxƣfⱪkglmnⱨouɵüweiy", strict=True)
_TABLE: Final = {**dict(_ONE), "ڭ": "ng"}
to_yengi: Final = Writer(_TABLE, seat="'", apart={"گ": "ن"})
"""``to_yengi("ئاسمانغا") == "asmanƣa"``."""

YENGI: Final = Reader(
    "the Uyghur alphabet of 1959",
    {
        **{written: letter for letter, written in _TABLE.items() if len(written) == 1},
        "ö": "ۆ",
        "ø": "ۆ",
        "ǝ": "ە",
        "c": "c",
    },
    only_lenient={"ḩ": "ھ", "ķ": "ق", "ƶ": "ژ", "ë": "ې", "é": "ې", "v": "ۋ"},
    strict=(("نگ", "ڭ"), ("cخ", "چ")),
    lenient=(("نگ", "ڭ"), ("cخ", "چ")),
)
"""``YENGI("mǝktəp") == YENGI("məktəp") == "مەكتەپ"``."""
