r"""Names and calls in texts, filled in from scopes: `{{ base_url }}`, `{{ uuid() }}`, `\{{`.

`parse(text)` returns the pieces of a text with their spans and never fails; `names(text)`
the variables it uses; `escape(text)` a text that means itself. `Resolver` fills in many
texts and reports all their problems together; `resolve` does it for a single text.
"""

from .pieces import Argument, Call, Invalid, Literal, Piece, Use, escape, names, parse, position
from .resolve import MAX_DEPTH, MAX_LENGTH, Functions, Resolver, Scope, lookup, resolve

__all__ = [
    "MAX_DEPTH",
    "MAX_LENGTH",
    "Argument",
    "Call",
    "Functions",
    "Invalid",
    "Literal",
    "Piece",
    "Resolver",
    "Scope",
    "Use",
    "escape",
    "lookup",
    "names",
    "parse",
    "position",
    "resolve",
]
