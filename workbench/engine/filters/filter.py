"""What a filter of a body is while it works."""

import re
from abc import abstractmethod

from workbench.engine.body_work import BodyWork
from workbench.model import Bytes
from workbench.store.spool import Spool

_PATH = re.compile(r"\$\s*(?:$|[.\[])")


class Filter(BodyWork):
    """Reads a body and spools what is to be shown in its place."""

    def __init__(self, source: Bytes, text: str) -> None:
        super().__init__(source, "filter the body")
        self.text = text
        self.output = Spool()

    @property
    @abstractmethod
    def told(self) -> str:
        """What there is to say about the results so far."""

    def path_of(self, offset: int, path: str) -> str:
        """Return the path in the body of what has an offset and a path in the output.

        Empty if it has none, as what a command printed.
        """
        return ""


def is_path(text: str) -> bool:
    """Tell whether a filter is a JSONPath; all else is a command."""
    return bool(_PATH.match(text.strip()))


def filter_of(source: Bytes, text: str) -> Filter:
    """Return what a text stands for: `$.items[*].id` is a JSONPath, all else a command.

    Raises WorkbenchError if a JSONPath cannot be read.
    """
    from .command import CommandFilter
    from .path import PathFilter

    text = text.strip()
    return PathFilter(source, text) if is_path(text) else CommandFilter(source, text)
