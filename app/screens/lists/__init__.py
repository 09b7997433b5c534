"""A teacher's own lists: seen, made, put in order, and words added to them."""
