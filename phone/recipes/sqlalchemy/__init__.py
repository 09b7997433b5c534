"""SQLAlchemy 2.1, for which python-for-android's own recipe (2.0) is too old; pure Python, as its wheel."""

from pythonforandroid.recipe import PyProjectRecipe


class SQLAlchemyRecipe(PyProjectRecipe):
    """Built from its sources; the C extensions would save little of what a lesson waits for."""

    name = "sqlalchemy"
    version = "2.1.9"
    url = "https://github.com/sqlalchemy/sqlalchemy/archive/refs/tags/rel_{version}.tar.gz"
    depends = ["setuptools"]  # noqa: RUF012 (its class adds lists)

    @property
    def versioned_url(self):
        """The tag has underscores where the version has dots."""
        return self.url.format(version=self.version.replace(".", "_"))

    def get_recipe_env(self, arch, **kwargs):
        env = super().get_recipe_env(arch, **kwargs)
        env["DISABLE_SQLALCHEMY_CEXT"] = "1"
        return env


recipe = SQLAlchemyRecipe()
