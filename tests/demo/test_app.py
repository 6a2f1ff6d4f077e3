import anyio
import pytest

from workbench.demo.app import MOST_BODY, Demo, Route

from .asking import answer_to


def test_the_start_page_describes_every_endpoint() -> None:
    endpoints = answer_to("GET", "/").json["endpoints"]

    demo = Demo()
    assert len(endpoints) == len(demo.routes) + len(demo.sockets)
    assert all(endpoints.values())


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/users/7", {"id": "7"}),
        ("/users/a%2Fb", {"id": "a%2Fb"}),
        ("/users/", None),
        ("/users", None),
        ("/users/7/x", None),
    ],
)
def test_a_route_matches_whole_segments(path: str, found: dict[str, str] | None) -> None:
    async def nobody(_: object) -> None: ...

    assert Route("GET", "/users/:id", nobody).match(path) == found  # type: ignore[arg-type] # never asked


def test_an_unknown_path_is_named() -> None:
    answer = answer_to("GET", "/nowhere")

    assert answer.status == 404
    assert '"/nowhere"' in answer.json["error"]


def test_a_wrong_method_learns_which_are_allowed() -> None:
    answer = answer_to("PUT", "/users")

    assert (answer.status, answer.headers["allow"]) == (405, "GET, POST")


def test_a_body_that_is_too_big_is_refused() -> None:
    assert answer_to("POST", "/echo", b"x" * (MOST_BODY + 1)).status == 413


def test_anything_but_http_is_an_error() -> None:
    async def never() -> dict[str, object]:
        raise AssertionError

    async def send(_: object) -> None: ...

    with pytest.raises(ValueError, match="not lifespan"):
        anyio.run(Demo().__call__, {"type": "lifespan"}, never, send)
