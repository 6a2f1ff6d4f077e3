r"""Names and calls in texts, filled in from scopes: `{{ base_url }}`, `{{ uuid() }}`, `\{{`.

`parse(text)` returns the pieces of a text with their spans and never fails; `escape(text)`
a text that means itself. A `Resolver` fills in many texts from `Scope`s and reports all
their problems together; each comes back as `Filled`, which knows what it was made of and
whether it is secret. `json_body` does the same for a text that is JSON. What a resolution
has to know from outside it asks for as a `Need`.

`explain` says where a name's value comes from, `uses` what texts can reach, `complete` what
can stand at the cursor. `LIBRARY` holds the functions with their documentation.
"""

from .ambient import Ambient
from .complete import Candidate, Completion, complete
from .explain import Definition, Explanation, definitions, explain
from .expression import Argument, Call, Constant, Expression, Name
from .filled import Filled
from .json_text import json_body
from .library import LIBRARY, Function, Library
from .measure import MAX_LENGTH
from .needs import (
    MASK,
    CommandNeed,
    EnvNeed,
    Fact,
    Facts,
    FileNeed,
    Need,
    PromptNeed,
    ResponseNeed,
    SecretNeed,
    SelectNeed,
)
from .pieces import Invalid, Literal, Piece, Template, escape, parse, position
from .reach import Reach, uses
from .resolve import MAX_DEPTH, Resolver
from .scope import Binding, Scope, bindings, lookup, variables_of
from .trace import Trace, Traced

__all__ = [
    "LIBRARY",
    "MASK",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "Ambient",
    "Argument",
    "Binding",
    "Call",
    "Candidate",
    "CommandNeed",
    "Completion",
    "Constant",
    "Definition",
    "EnvNeed",
    "Explanation",
    "Expression",
    "Fact",
    "Facts",
    "FileNeed",
    "Filled",
    "Function",
    "Invalid",
    "Library",
    "Literal",
    "Name",
    "Need",
    "Piece",
    "PromptNeed",
    "Reach",
    "Resolver",
    "ResponseNeed",
    "Scope",
    "SecretNeed",
    "SelectNeed",
    "Template",
    "Trace",
    "Traced",
    "bindings",
    "complete",
    "definitions",
    "escape",
    "explain",
    "json_body",
    "lookup",
    "parse",
    "position",
    "uses",
    "variables_of",
]
