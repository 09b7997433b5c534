"""A page to send: a list of words with pictures and voices as one HTML file that asks nobody for anything."""
