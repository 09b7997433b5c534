"""In and out. Whatever comes from outside is checked before anything of it is believed."""
