from dataclasses import replace
from pathlib import Path

import pytest

from workbench.engine.order import Order
from workbench.model import (
    BodySpec,
    Collection,
    Folder,
    GraphQLBody,
    NoBody,
    RequestSpec,
    TextBody,
)
from workbench.tui.screens.main.previewing import LARGE, MANY, sketched, takes_long

from ...shops import desk, write_shop

pytestmark = pytest.mark.anyio


async def test_a_large_body_is_filled_in_when_the_typing_pauses(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.sees("→ http://127.0.0.1:1/users")
        spec = here.main.state.spec
        assert spec is not None
        for text in ("x" * LARGE + "{{none}}", "{{nobody}}", "x"):
            body = TextBody("text", text)
            here.main.bench.edit("users", replace(spec, body=body))
            if text == "x":
                await here.sees("→ http://127.0.0.1:1/users")
            else:
                await here.sees(f'unresolved "{text.lstrip("x")}"')


def test_a_large_body_is_sketched_by_its_templates() -> None:
    spec = RequestSpec(body=TextBody("json", r'[{{a}}, {{ b | c }}, "\{{d}}", {{a}}]' * 1000))
    order = sketched(Order(Collection(Folder("", "")), spec, "r"))

    assert order.spec.body == TextBody("text", "{{a}}\n{{ b | c }}\n\\{{d}}")


@pytest.mark.parametrize(
    ("body", "takes"),
    [
        (TextBody("text", "x" * LARGE), False),
        (TextBody("text", "x" * (LARGE + 1)), True),
        (TextBody("json", "{{a}}" * MANY), False),
        (GraphQLBody("{a}", "{{a}}" * (MANY + 1)), True),
        (NoBody(), False),
    ],
)
def test_large_texts_and_many_templates_take_long(body: BodySpec, takes: bool) -> None:
    assert takes_long(RequestSpec(body=body)) is takes
