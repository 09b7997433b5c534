"""What to ask next and what an answer is worth. Pure Python: time and randomness are passed in.

One answer flows ``plan`` → ``lesson`` (``agenda`` decides what, ``asking`` makes the question with a drill
of the ``catalog`` and the ``chooser``'s wrong answers) → ``rating`` → ``memory``. ``steps`` is what the
screens see.
"""
