"""Packs (``NAME.anatil``): words, lists, pictures and voices that travel as one signed file.

``envelope`` is the file's outside: who signed it. ``lines`` and ``contents`` say what stands in it, ``media``
what its clips and pictures may be; ``writing`` and ``reading`` carry it to and from a file, ``gathering`` and
``installing`` to and from the database, ``removing`` takes it out again. ``clips`` reads voices and pictures
out of installed packs, ``keys`` is about makers.
"""
