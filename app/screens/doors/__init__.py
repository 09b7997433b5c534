"""Words in from another tool's file, and a list out: on paper, as a page to send, for another program."""
