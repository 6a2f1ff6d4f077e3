import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from workbench.engine.met_secrets import MetSecrets
from workbench.engine.order import Order, SessionValues
from workbench.engine.resolving import MOST_REMEMBERED, Resolver
from workbench.engine.sources import Answer, Question, Sources
from workbench.engine.trusting import Grants
from workbench.errors import WorkbenchError
from workbench.model import Environment, RequestSpec, Row, SecretReference
from workbench.templating import Fact, Need, PromptNeed, ResponseNeed, SecretNeed

from .shops import ordered, shop

TOKEN = SecretReference("token", "env:SHOP_TOKEN")
HOME = Environment("home", secrets=(TOKEN,))


class Asked:
    """Answers every question in turn, and keeps what it was asked."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.questions = iter(answers), list[Question]()

    async def __call__(self, questions: tuple[Question, ...]) -> Mapping[Question, Answer]:
        self.questions += questions
        return {question: Fact(next(self.answers)) for question in questions}


async def no_response(order: Order, need: Need) -> Answer:
    raise AssertionError(need)


def resolver(root: Path, ask: Asked | None = None, **changes: Any) -> Resolver:
    kinds: dict[str, Any] = {
        "grants": Grants(everything=True),
        "met": MetSecrets(),
        "find_line": None,
        "values": lambda _: SessionValues(),
        "answer": no_response,
    }
    return Resolver(Sources(root, ask), **(kinds | changes))


def order(environment: str | None = None, **parts: Any) -> Order:
    return ordered(shop(HOME, a=RequestSpec(url="http://h/", **parts)), "a", environment)


def test_what_answers_show_to_be_missing_is_asked_for_too(tmp_path: Path) -> None:
    ask = Asked("{{prompt('Second')}}", "b")
    given = order(headers=(Row("X", "{{prompt('First')}}"), Row("Y", "{{prompt('Second')}}")))

    ready = asyncio.run(resolver(tmp_path, ask).ready(given))

    assert ready.prepared.request.headers == (("X", "{{prompt('Second')}}"), ("Y", "b"))
    assert ready.facts == {
        PromptNeed("First"): Fact("{{prompt('Second')}}"),
        PromptNeed("Second"): Fact("b"),
    }


def test_the_response_of_another_request_is_asked_for_with_the_order(tmp_path: Path) -> None:
    needed = []

    async def answer(order: Order, need: ResponseNeed) -> Answer:
        needed.append((order.request, need.request))
        return Fact("7")

    given = order(headers=(Row("X", "{{response('b', '$.id')}}"),))
    ready = asyncio.run(resolver(tmp_path, answer=answer).ready(given))

    assert needed == [("a", "b")]
    assert ready.prepared.request.headers == (("X", "7"),)


def test_a_problem_does_not_tell_the_secrets_that_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "bad s3cret")

    with pytest.raises(WorkbenchError) as caught:
        asyncio.run(resolver(tmp_path).ready(order("home", method="{{token}}")))

    assert "s3cret" not in str(caught.value)


def test_what_was_found_out_is_known_until_it_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "s3cret")
    found, given = resolver(tmp_path), order("home", headers=(Row("X", "{{token}}"),))
    assert found.known(given).needs

    asyncio.run(found.ready(given))
    assert found.facts("home") == {SecretNeed(TOKEN): Fact("s3cret", secret=True)}
    assert found.known(given).request.headers == (("X", "s3cret"),)
    assert found.fresh(lambda _: SessionValues(), no_response).facts("home") == {}

    found.forget()
    assert found.facts("home") == {}


def test_a_long_value_is_not_kept(tmp_path: Path) -> None:
    ask = Asked("x" * (MOST_REMEMBERED + 1), "y")
    given = order(headers=(Row("X", "{{prompt('Long')}}"), Row("Y", "{{prompt('Short')}}")))
    found = resolver(tmp_path, ask)

    asyncio.run(found.ready(given))

    assert found.facts(None) == {PromptNeed("Short"): Fact("y")}
