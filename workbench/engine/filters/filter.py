"""What a filter of a body is while it works."""

import re
from abc import ABC, abstractmethod
from threading import Event, Thread

from workbench.errors import WorkbenchError
from workbench.model import Bytes
from workbench.store.spool import Spool

PAUSE = 0.05  # seconds between looks at a body that may grow
_PATH = re.compile(r"\$\s*(?:$|[.\[])")


class Filter(ABC):
    """Reads a body, in a thread of its own, and spools what is to be shown in its place."""

    def __init__(self, source: Bytes, text: str) -> None:
        self.text = text
        self.output = Spool()
        self.problem = ""
        """What went wrong, if anything did."""
        self._source = source
        self._enough, self._whole = Event(), Event()
        self._thread = Thread(target=self._run, name="filter the body", daemon=True)

    @property
    @abstractmethod
    def told(self) -> str:
        """What there is to say about the results so far."""

    @abstractmethod
    def work(self) -> None:
        """Fill the output until all is done or it is `stopped`; any thread but the loop's."""

    def start(self, *, whole: bool) -> None:
        """Begin; `whole` says that the body does not grow any more."""
        if whole:
            self.finish()
        self._thread.start()

    def finish(self) -> None:
        """The body is complete."""
        self._whole.set()

    def stop(self) -> None:
        """Give up; what there is stays readable."""
        self._enough.set()

    @property
    def stopped(self) -> bool:
        """Whether nobody wants any more results."""
        return self._enough.is_set()

    @property
    def running(self) -> bool:
        """Whether there may be more results."""
        return self._thread.is_alive()

    def path_of(self, offset: int, path: str) -> str:
        """Return the path in the body of what has an offset and a path in the output.

        Empty if it has none, as what a command printed.
        """
        return ""

    def _run(self) -> None:
        try:
            self.work()
        except WorkbenchError as error:
            self.problem = error.problems[0].what


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
