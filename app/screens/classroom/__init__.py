"""A teacher's class: who practised, what is hard, and which words to teach next."""
