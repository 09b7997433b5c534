"""LIFT 0.13, the Lexicon Interchange Format: what FieldWorks, WeSay, The Combine and Lexique Pro exchange."""
