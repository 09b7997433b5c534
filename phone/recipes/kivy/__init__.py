"""Kivy as python-for-android builds it, without ``requests`` and what that brings: no network is asked."""

from pathlib import Path

from pythonforandroid.recipes import kivy


class KivyRecipe(kivy.KivyRecipe):
    """Of what Kivy asks for, only ``filetype`` is ever imported by what we use."""

    python_depends = ["filetype"]  # noqa: RUF012 (its class adds lists)

    def get_recipe_dir(self):
        """Where the patches lie: beside the recipe that this one stands in for."""
        return str(Path(kivy.__file__).parent)


recipe = KivyRecipe()
