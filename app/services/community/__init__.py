"""A lexicon that several teachers of an institution share on PostgreSQL, by an address they give."""
