"""Anki's packages (.apkg, .colpkg): all three forms are read; written is the oldest, which all read."""
