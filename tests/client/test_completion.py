"""The order in which requests are handed out."""

import pytest

from workbench.client import AsyncResponse, Response
from workbench.client.completion import Completions, Pending, cancelled


def books(count: int) -> tuple[Completions[Pending[Response]], list[Pending[Response]]]:
    completions: Completions[Pending[Response]] = Completions()
    pendings: list[Pending[Response]] = [Pending("GET", "http://h/") for _ in range(count)]
    completions.open.update(dict.fromkeys(pendings))
    return completions, pendings


def test_the_first_to_finish_is_the_first_handed_out() -> None:
    completions, (one, two) = books(2)

    assert completions.next() is None
    completions.finish(two)
    completions.finish(one)
    assert [completions.next(), completions.next()] == [two, one]
    with pytest.raises(RuntimeError, match="no response is pending"):
        completions.next()


def test_what_is_taken_is_not_handed_out_unless_it_is_given_back() -> None:
    completions, (one, two) = books(2)

    completions.take(one)
    one._response = AsyncResponse(200)
    completions.finish(one)
    assert list(completions.open) == [two]
    assert completions.next() is None
    completions.give_back(one)
    assert completions.next() is one


def test_a_cancelled_request_is_named_if_it_can_be() -> None:
    assert str(cancelled("GET", "http://h/").request.url) == "http://h/"
    assert cancelled("GET", "http://[")._request is None
