import base64

import pytest

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
