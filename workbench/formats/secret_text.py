"""References to secrets ⇄ one line of text each.

env:SHOP_TOKEN
keyring:shop/ada only to api.shop.dev, *.shop.dev
"""

from workbench.errors import Problem, WorkbenchError
from workbench.model import Row, Rows, SecretReference

KINDS = ("env", "file", "command", "keyring")
_ONLY_TO = " only to "


def secret_text(reference: SecretReference) -> str:
    """Return a reference as it can be typed."""
    if not reference.hosts:
        return reference.source
    return f"{reference.source}{_ONLY_TO}{', '.join(reference.hosts)}"


def read_secret(name: str, text: str) -> SecretReference:
    """Return the reference that a typed text says. Raises WorkbenchError if it says none.

    What was typed is not repeated: it may be the secret itself.
    """
    source, _, hosts = text.strip().rpartition(_ONLY_TO) if _ONLY_TO in text else (text, "", "")
    source = source.strip()
    kind, _, what = source.partition(":")
    if not (kind == "prompt" or (kind in KINDS and what.strip())):
        hint = "write env:NAME, file:PATH, command:WORDS, keyring:SERVICE/USER or prompt"
        raise WorkbenchError(
            Problem(f'"{name}" must say where the secret is, not hold it', hint=hint)
        )
    return SecretReference(name, source, tuple(filter(None, map(str.strip, hosts.split(",")))))


def secret_rows(references: tuple[SecretReference, ...]) -> Rows:
    """Return references as rows of text."""
    return tuple(Row(each.name, secret_text(each)) for each in references)


def secrets_from(
    rows: Rows, before: tuple[SecretReference, ...] = ()
) -> tuple[SecretReference, ...]:
    """Return the references that rows say; those that are as before are not read anew.

    Raises WorkbenchError for a row that says none.
    """
    known = {(each.name, secret_text(each)): each for each in before}
    return tuple(
        known.get((row.name, row.value)) or read_secret(row.name, row.value) for row in rows
    )
