from threading import Event, Thread

from workbench.bodies.index import STRIDE
from workbench.bodies.json_index import JsonIndex
from workbench.bodies.text_index import TextIndex
from workbench.tui.widgets.feeder import Feeder


class Body:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, start: int, length: int) -> bytes:
        return self.data[start : start + length]


def feeder_of(data: bytes) -> Feeder:
    body = Body(data)
    return Feeder(body, TextIndex(body))


def test_a_step_is_bounded() -> None:
    feeder = feeder_of(b"x" * (STRIDE + 1))

    assert feeder.step()
    assert feeder.index.fed == STRIDE
    assert feeder.behind
    assert feeder.step()
    assert not feeder.step()


def test_catching_up_ends_when_there_is_no_more() -> None:
    feeder = feeder_of(b"x\n" * STRIDE * 2)
    feeder.catch_up(Event())

    assert feeder.index.fed == 4 * STRIDE


def test_catching_up_ends_when_it_is_enough() -> None:
    feeder = feeder_of(b"x\n" * STRIDE * 2)
    enough = Event()
    enough.set()
    feeder.catch_up(enough)

    assert feeder.index.fed == 0


def test_two_threads_feed_every_byte_once() -> None:
    feeder = feeder_of(b"row\n" * STRIDE * 4)
    threads = [Thread(target=feeder.catch_up, args=(Event(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert feeder.index.rows_total == STRIDE * 4
    assert not feeder.behind


def test_json_that_is_none_is_not_read_to_its_end() -> None:
    body = Body(b"]" * STRIDE * 4)
    feeder = Feeder(body, JsonIndex(body))
    feeder.catch_up(Event())

    assert feeder.refuted
    assert feeder.index.fed == STRIDE
    assert not feeder.behind


def test_a_stopped_feeder_reads_no_more() -> None:
    feeder = feeder_of(b"row")
    feeder.stop()

    assert not feeder.step()
    assert not feeder.behind
    assert feeder.index.fed == 0
