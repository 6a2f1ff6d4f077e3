"""GraphQL as far as one needs it who writes queries: a schema, and what can stand where."""

from .completing import Candidate, Completion, complete
from .faults import Fault, faults
from .introspection import QUERY, read_schema, schema_data
from .schema import Argument, Field, Schema, Type

__all__ = [
    "QUERY",
    "Argument",
    "Candidate",
    "Completion",
    "Fault",
    "Field",
    "Schema",
    "Type",
    "complete",
    "faults",
    "read_schema",
    "schema_data",
]
