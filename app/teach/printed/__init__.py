"""Paper for a class: cards, lists, letters to trace, games and tests, each a module that lays out pages."""
