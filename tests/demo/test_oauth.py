import base64
import json

import anyio
import pytest

from workbench.demo.oauth import LIFETIME, MOST_TOKENS, Authorization
from workbench.demo.wire import Incoming, Refusal, Reply

from .asking import answer_to

CLIENT = "client_id=demo-client&client_secret=demo-secret"


def token(body: str, **headers: str) -> tuple[int, str]:
    answer = answer_to("POST", "/oauth/token", body.encode(), **headers)
    return answer.status, answer.json.get("error", "")


@pytest.mark.parametrize(
    "grant", ["grant_type=client_credentials", "grant_type=password&username=ada&password=lovelace"]
)
def test_the_known_client_is_granted_a_token(grant: str) -> None:
    basic = "Basic " + base64.b64encode(b"demo-client:demo-secret").decode()

    assert token(f"{grant}&{CLIENT}") == token(grant, authorization=basic) == (200, "")


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ("grant_type=client_credentials", (401, "invalid_client")),
        (f"grant_type=password&username=ada&password=no&{CLIENT}", (400, "invalid_grant")),
        (f"grant_type=refresh_token&refresh_token=no&{CLIENT}", (400, "invalid_grant")),
        (f"grant_type=magic&{CLIENT}", (400, "unsupported_grant_type")),
        (CLIENT, (400, "unsupported_grant_type")),
    ],
)
def test_what_is_refused_says_why(body: str, refused: tuple[int, str]) -> None:
    assert token(body) == refused


@pytest.mark.parametrize("given", ["Basic !", "Basic /w==", "Basic", "Bearer x"])
def test_a_broken_header_is_no_client(given: str) -> None:
    assert token("grant_type=client_credentials", authorization=given)[0] == 401


class Story:
    """One authorization server and its clock."""

    def __init__(self) -> None:
        self.now = 0.0
        self.server = Authorization(lambda: self.now)

    def granted(self, more: str = "grant_type=client_credentials") -> dict[str, str]:
        form = Incoming("POST", "http://demo.test/", body=f"{more}&{CLIENT}".encode())
        reply: Reply = anyio.run(self.server.token, form)
        assert isinstance(reply.body, bytes)
        found: dict[str, str] = json.loads(reply.body)
        return found

    def opens(self, value: str) -> bool:
        asked = Incoming("GET", "http://demo.test/", headers=(("authorization", value),))
        try:
            anyio.run(self.server.resource, asked)
        except Refusal:
            return False
        return True


def test_a_token_opens_the_resource_until_it_expires_and_can_be_renewed() -> None:
    story = Story()
    first = story.granted()
    assert story.opens(f"Bearer {first['access_token']}")
    assert not story.opens("Bearer other")

    story.now = LIFETIME + 1
    assert not story.opens(f"Bearer {first['access_token']}")

    renewal = f"grant_type=refresh_token&refresh_token={first['refresh_token']}"
    assert story.opens(f"Bearer {story.granted(renewal)['access_token']}")


def test_only_so_many_tokens_are_kept() -> None:
    story = Story()
    first = story.granted()
    for _ in range(MOST_TOKENS - 1):
        story.granted()
    last = story.granted()

    assert not story.opens(f"Bearer {first['access_token']}")
    assert story.opens(f"Bearer {last['access_token']}")
