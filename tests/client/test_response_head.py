"""What a response says before its body: its status, its reason, where it leads."""

from datetime import timedelta

import pytest

from workbench.client import HTTPStatusError, Request, Response

GET = Request("GET", "http://h/")


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (100, {"informational"}), (200, {"success"}), (304, {"redirect"}),
        (404, {"client_error", "error"}), (503, {"server_error", "error"}), (999, set()),
    ],
)  # fmt: skip
def test_a_status_has_its_kind(status: int, kinds: set[str]) -> None:
    response = Response(status)
    names = ["informational", "success", "redirect", "client_error", "server_error", "error"]

    assert {name for name in names if getattr(response, f"is_{name}")} == kinds


def test_only_redirects_with_a_location_can_be_followed() -> None:
    assert Response(301, headers={"Location": "/"}).has_redirect_location
    assert not Response(301).has_redirect_location
    assert not Response(304, headers={"Location": "/"}).has_redirect_location


def test_the_reason_is_the_servers_or_the_registered_one() -> None:
    assert Response(404).reason_phrase == "Not Found"
    assert Response(299).reason_phrase == ""
    assert Response(404, extensions={"reason_phrase": b"Gone"}).reason_phrase == "Gone"


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (101, "Informational response '101 Switching Protocols'"),
        (304, "Redirect response '304 Not Modified'"),
        (404, "Client error '404 Not Found'"),
        (503, "Server error '503 Service Unavailable'"),
        (600, "Invalid status code '600 '"),
    ],
)
def test_a_status_error_says_what_httpx_says_without_secrets(status: int, message: str) -> None:
    request = Request("GET", "http://u:s3cret@h/p?token=s3cret")

    with pytest.raises(HTTPStatusError) as caught:
        Response(status, request=request).raise_for_status()
    explained = f"https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/{status}"
    assert str(caught.value) == (
        f"{message} for url 'http://h/p?…'\nFor more information check: {explained}"
    )


@pytest.mark.parametrize(
    ("location", "shown"),
    [("/x?token=s3cret", "/x?…"), ("http://u:s3cret@[", "not a valid URL")],
)
def test_a_status_error_shows_where_a_redirect_leads(location: str, shown: str) -> None:
    response = Response(302, headers={"Location": location}, request=GET)

    with pytest.raises(HTTPStatusError) as caught:
        response.raise_for_status()
    assert str(caught.value).splitlines()[1] == f"Redirect location: '{shown}'"


def test_elapsed_may_be_set_by_a_transport() -> None:
    response = Response(200)
    response.elapsed = timedelta(seconds=1)

    assert response.elapsed == timedelta(seconds=1)


def test_what_was_not_attached_says_so() -> None:
    for name in ("request", "url", "elapsed"):
        with pytest.raises(RuntimeError):
            getattr(Response(200), name)
    assert Response(200).timings.wait is None
    assert repr(Response(404, extensions={"reason_phrase": b"Gone"})) == "<Response [404 Gone]>"
