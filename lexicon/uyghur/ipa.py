"""UEY as the International Phonetic Alphabet, broadly: one sound a letter.

ئ inside a word is a glottal stop; at a word's start it is not written. Not an exact transcription: raising,
devoicing and the r that many speakers drop are left as the spelling has them.
"""

from __future__ import annotations

from typing import Final

from lexicon.uyghur.writing import Writer

_ONE: Final = zip("اەبپتخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي", "ɑɛbptχdrzʒsʃʁfqkɡŋlmnhouøyweij", strict=True)

to_ipa: Final = Writer({**dict(_ONE), "ج": "dʒ", "چ": "tʃ"}, seat="ʔ", marks={})
"""``to_ipa("مەسئۇل") == "mɛsʔul"``. Punctuation stays as it is."""
