"""Change an environment's file where the environment has changed, and nowhere else."""

from workbench.model import Environment

from .edit import Document, Order
from .edit_rows import edit_tables, rewrite_tables
from .environment_toml import ENVIRONMENT_ROWS, decode_environment, environment_from
from .toml import parse
from .typed import Source
from .write import unwritable

ORDER: Order = {(): ("color", "protected", "app", "variables", "secrets")}


def edit_environment(text: str, environment: Environment) -> str:
    """Return an environment file's text, changed so that it says what the environment says."""
    table = parse(text, environment.name)
    old = environment_from(table, Source(text, environment.name), environment.name)
    document = Document(text, ORDER)
    for key in ("color", "protected", "app"):
        wanted = getattr(environment, key)
        if wanted != getattr(old, key):
            document.set((key,), wanted) if wanted else document.remove((key,))
    edit_tables(document, table, old, environment, ENVIRONMENT_ROWS)
    if document.text != text and not _says(document.text, environment):
        rewrite_tables(document, old, environment, ENVIRONMENT_ROWS)
        if not _says(document.text, environment):
            raise unwritable()
    return document.text


def _says(text: str, environment: Environment) -> bool:
    return decode_environment(text, environment.name, environment.name) == environment
