"""Name-and-value rows: headers, query parameters, path parameters, form fields."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One named value of a request table.

    A row that is not `enabled` is kept in the file and not sent. A `removed` row
    has no value: it takes away what an outer folder would add under this name.
    """

    name: str
    value: str = ""
    enabled: bool = True
    removed: bool = False
    description: str = ""


Rows = tuple[Row, ...]
