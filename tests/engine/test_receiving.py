import asyncio

from tests.server.scripted import Scripted, answering
from workbench import client
from workbench.engine.growing import GrowingRecord
from workbench.engine.receiving import receive_body
from workbench.model import Failure, Resolved


def received(reply: bytes, most: int, *, keep_raw: bool = False) -> tuple[GrowingRecord, object]:
    async def main() -> tuple[GrowingRecord, Failure | None]:
        record = GrowingRecord(
            1, Resolved("a", "A", "GET", ""), lambda _: None, True, keep_raw=keep_raw
        )
        with Scripted(answering(reply)) as server:
            async with client.AsyncClient() as http:
                response = await http.get(server / "", stream=True)
                failure = await receive_body(response, record, most)
                await response.aclose()
        return record, failure

    return asyncio.run(main())


REPLY = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


def test_a_body_is_taken_in_and_kept_as_it_came_if_that_is_wanted() -> None:
    record, failure = received(REPLY, 100, keep_raw=True)

    assert failure is None
    assert record.body is not None
    assert record.body.read(0, 99) == b"hello"
    assert bytes(record.raw or b"") == b"hello"


def test_of_a_larger_body_the_beginning_is_kept() -> None:
    record, failure = received(REPLY, 3)

    assert isinstance(failure, Failure)
    assert failure.problem.what == "the body is larger than 3 bytes"
    assert record.size == 3
