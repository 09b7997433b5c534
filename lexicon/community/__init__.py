"""A lexicon that several teachers share on PostgreSQL: merged by fields, with a history, by rights.

Families have none of it: what reaches them is a pack.
"""
