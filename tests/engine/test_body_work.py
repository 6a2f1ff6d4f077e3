from threading import Event

from workbench.engine.body_work import BodyWork
from workbench.errors import Problem, WorkbenchError
from workbench.store.spool import Spool

PATIENCE = 10  # seconds


class Counting(BodyWork):
    """Counts the bytes of a body until it is whole or nobody wants to know."""

    def __init__(self, source: Spool, fails: str = "") -> None:
        super().__init__(source, "count")
        self.count, self.began, self._fails = 0, Event(), fails

    def work(self) -> None:
        if self._fails:
            raise WorkbenchError(Problem(self._fails))
        self.began.set()
        while not self.stopped:
            is_whole = self._whole.is_set()
            self.count = self._source.size
            if is_whole:
                return
            self._enough.wait(0.001)


def ended(work: BodyWork) -> bool:
    work._thread.join(PATIENCE)
    return not work.running


def test_it_goes_on_until_the_body_is_whole() -> None:
    body = Spool()
    work = Counting(body)
    work.start(whole=False)
    assert work.began.wait(PATIENCE)
    assert work.running
    body.append(b"four")
    work.finish()

    assert ended(work)
    assert work.count == 4
    assert not work.stopped


def test_it_can_be_given_up() -> None:
    work = Counting(Spool())
    work.start(whole=False)
    work.stop()

    assert ended(work)
    assert work.stopped


def test_what_went_wrong_is_kept() -> None:
    work = Counting(Spool(), fails="it cannot be counted")
    work.start(whole=True)

    assert ended(work)
    assert work.problem == "it cannot be counted"
