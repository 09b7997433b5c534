"""Voice messages: where the words of a long take are, and which of a list they are."""
