"""Words from other tools, and to them: looked at first, then brought in whole or not at all."""
