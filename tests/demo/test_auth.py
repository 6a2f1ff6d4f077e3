import base64

import pytest

from workbench.client import Client, DigestAuth

from .asking import answer_to

GOOD = "Basic " + base64.b64encode(b"ada:lovelace").decode()


def test_basic_wants_ada() -> None:
    assert answer_to("GET", "/auth/basic", authorization=GOOD).json["user"] == "ada"


@pytest.mark.parametrize("given", ["", "Basic", "Basic eDp5", GOOD.replace("Basic", "Bearer")])
def test_basic_challenges_everybody_else(given: str) -> None:
    answer = answer_to("GET", "/auth/basic", authorization=given)

    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith("Basic realm=")


def test_the_token_for_ada_opens_bearer() -> None:
    token = answer_to("GET", "/auth/token", authorization=GOOD).json["token"]

    assert answer_to("GET", "/auth/bearer", authorization=f"Bearer {token}").status == 200


def test_bearer_refuses_another_token() -> None:
    answer = answer_to("GET", "/auth/bearer", authorization="Bearer no")

    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith("Bearer realm=")


def test_digest_challenges_and_accepts_what_the_client_answers(demo_url: str) -> None:
    with Client(auth=DigestAuth("ada", "lovelace")) as client:
        assert client.get(f"{demo_url}/auth/digest").json()["user"] == "ada"
    with Client(auth=DigestAuth("ada", "wrong")) as client:
        assert client.get(f"{demo_url}/auth/digest").status_code == 401


@pytest.mark.parametrize("given", ["", "Digest", 'Digest username="ada"', GOOD])
def test_digest_refuses_what_is_no_answer(given: str) -> None:
    assert answer_to("GET", "/auth/digest", authorization=given).status == 401
