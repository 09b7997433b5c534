"""Files that came to harm or were made to do it: thousands of mutations, no one of which gets anywhere."""
