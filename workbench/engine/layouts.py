"""Layout of the texts that people write, by what they are written in."""

from .graphql_writing import pretty_graphql
from .json_writing import pretty_json
from .xml_writing import pretty_xml

KINDS = ("json", "xml", "graphql")


def laid_out(kind: str, text: str) -> tuple[str, str]:
    """Return a text of one of these kinds laid out, and what of it stayed as it was and why.

    Only space changes that means nothing; templates stay as they are. Raises WorkbenchError
    for a text that cannot be read.
    """
    match kind:
        case "xml":
            return pretty_xml(text)
        case "graphql":
            return pretty_graphql(text), ""
        case _:
            return pretty_json(text), ""
