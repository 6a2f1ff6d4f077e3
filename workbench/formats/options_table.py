"""`[options]` ⇄ Options."""

import math
from typing import Any

from workbench.model import Options

from .fields import encode_fields, field_values
from .typed import Source

_UNSET = Options()  # of most requests, and of thousands in a large collection


def decode_options(table: dict[str, Any], source: Source) -> Options:
    """Return what an `[options]` table says. Numbers are zero or more."""
    if not table:
        return _UNSET
    options = source.convert(table, Options, ("options",))
    for key, value in field_values(options).items():
        if isinstance(value, int | float) and not (0 <= value < math.inf):
            raise source.error(("options", key), f'"{key}" must be zero or more')
    return options


def encode_options(options: Options) -> dict[str, Any]:
    """Return the `[options]` table of what is set."""
    return encode_fields(options)
