"""The functions for one request."""

import pytest

from tests.server.loopback import Loopback
from workbench import client
from workbench.client import Timeout, TooManyRedirects, TotalTimeout


@pytest.mark.parametrize("verb", ["get", "options", "head", "post", "put", "patch", "delete"])
def test_each_verb_has_a_function(server: Loopback, verb: str) -> None:
    response = getattr(client, verb)(server / "echo", params={"a": 1}, headers={"X-A": "b"})

    assert server.requests[0].method == verb.upper()
    assert server.requests[0].target == "/echo?a=1"
    assert server.requests[0].header("x-a") == "b"
    assert response.is_closed


def test_settings_of_the_client_can_be_given(server: Loopback) -> None:
    response = client.request("POST", server / "redirect/1", json=[1], follow_redirects=True)

    assert response.json()["method"] == "GET"
    with pytest.raises(TooManyRedirects):
        client.get(server / "redirect/21", follow_redirects=True)
    with pytest.raises(TotalTimeout):
        client.get(server / "held", timeout=Timeout(5, total=0.1))


def test_a_response_can_be_streamed(server: Loopback) -> None:
    with client.stream("GET", server / "chunks/2", auth=("u", "p")) as response:
        assert list(response.iter_lines()) == ["chunk 0", "chunk 1"]
    assert server.requests[0].header("Authorization") == "Basic dTpw"


def test_everything_in_the_public_list_is_there_and_sorted() -> None:
    names = client.__all__

    assert sorted(set(names)) == sorted(names)
    assert all(hasattr(client, name) for name in names)
    assert {"AsyncClient", "Client", "Headers", "URL", "Timeout", "Limits", "Timings"} < set(names)


def test_cookies_last_through_the_redirects_of_one_call(server: Loopback) -> None:
    client.get(server / "redirect/1", cookies={"a": "1"}, follow_redirects=True)

    assert [seen.header("Cookie") for seen in server.requests] == ["a=1", "a=1"]
