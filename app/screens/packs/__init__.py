"""Packs: which are installed, what is in one that came, whose key signed it, and making one."""
