"""Work on a body in a thread of its own, while the body may still grow."""

from abc import ABC, abstractmethod
from threading import Event, Thread

from workbench.errors import WorkbenchError
from workbench.model import Bytes

PAUSE = 0.05  # seconds between looks at a body that may grow


class BodyWork(ABC):
    """One piece of work on one body; its thread ends with it, or with `stop`."""

    def __init__(self, source: Bytes, name: str) -> None:
        self.problem = ""
        """What went wrong, if anything did."""
        self._source = source
        self._enough, self._whole = Event(), Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def work(self) -> None:
        """Do all until it is done or `stopped`; any thread but the loop's."""

    def start(self, *, whole: bool) -> None:
        """Begin; `whole` says that the body does not grow any more."""
        if whole:
            self.finish()
        self._thread.start()

    def finish(self) -> None:
        """The body is complete."""
        self._whole.set()

    def stop(self) -> None:
        """Give up soon; what there is stays readable."""
        self._enough.set()

    @property
    def stopped(self) -> bool:
        """Whether nobody wants any more results."""
        return self._enough.is_set()

    @property
    def running(self) -> bool:
        """Whether there may be more results than there are."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            self.work()
        except WorkbenchError as error:
            self.problem = error.problems[0].what
