import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from workbench.engine.masking import masked_origins
from workbench.engine.order import Order, SessionValues
from workbench.engine.origins import MOST_TOLD, origins_of
from workbench.engine.prepare import prepare
from workbench.engine.redact import redactor_of
from workbench.engine.session import Session
from workbench.engine.sources import Answer
from workbench.model import (
    BearerAuth,
    Collection,
    Defaults,
    Environment,
    Folder,
    NoAuth,
    Options,
    Origin,
    Origins,
    RequestSpec,
    Row,
    SavedRequest,
    SecretReference,
    TextBody,
    Variable,
)
from workbench.store.lines import Lines
from workbench.templating import Ambient, Fact, Need, SecretNeed, variables_of

from .shops import in_session, ordered, play, shop

TOKEN = SecretReference("token", "env:SHOP_TOKEN")
ROOT = Folder(
    "",
    "Shop",
    defaults=Defaults(
        (Row("X-Team", "{{team}}"),),
        BearerAuth("{{token}}"),
        Options(timeout=10),
        (Variable("team", "blue"),),
    ),
    children=(Folder("users", "Users"),),
)
LOCAL = Environment(
    "local",
    (Variable("host", "shop.test"), Variable("base_url", "http://{{host}}")),
    (TOKEN,),
    app="shop:app",
)
SPEC = RequestSpec(
    url="{{base_url}}/users/:id",
    path=(Row("id", "{{id | upper}}"),),
    params=(Row("page", "{{page}}"),),
    headers=(Row("X-Id", "{{uuid()}}"),),
    body=TextBody("json", '{"host": "{{host}}", "again": "{{host}}"}'),
)
ORDER = Order(Collection(ROOT, {"local": LOCAL}), SPEC, "users/one", "local")
VALUES = SessionValues(captured=variables_of({"id": "ada", "page": 2}))
FACTS: dict[Need, Answer] = {SecretNeed(TOKEN): Fact("s3cret", secret=True)}
MOMENT = Ambient(datetime(2026, 1, 1, tzinfo=UTC), lambda count: bytes(count))
LINES = {("environments/local.toml", "variables", "base_url"): 3, ("users/one.toml", "", "url"): 1}


def told(order: Order = ORDER, values: SessionValues = VALUES) -> Origins:
    prepared = prepare(order, values, FACTS, ambient=MOMENT)
    assert prepared.ready, (prepared.problems, prepared.needs)
    return origins_of(order, values, prepared, FACTS, lambda *key: LINES.get(key))


def part(name: str, order: Order = ORDER) -> list[Origin]:
    return [each for each in told(order).found if each.part == name]


def short(origins: list[Origin]) -> list[tuple[Any, ...]]:
    return [(each.depth, each.name, each.value, each.scope) for each in origins]


def test_a_url_is_told_down_to_the_files_that_made_it() -> None:
    assert short(part("url")) == [
        (0, "url", "http://shop.test/users/ADA?page=2", "request"),
        (1, "{{base_url}}", "http://shop.test", "environment local"),
        (2, "{{host}}", "shop.test", "environment local"),
        (1, "{{id | upper}}", "ADA", "function"),
        (2, "id", "ada", "captured"),
        (1, "{{page}}", "2", "captured"),
    ]
    url, base, host, *_ = part("url")
    assert (url.place, url.line) == ("users/one.toml", 1)
    assert (base.place, base.line) == ("environments/local.toml", 3)
    assert (base.written, host.written) == ("http://{{host}}", "")


def test_what_is_inherited_says_from_whom() -> None:
    headers = part("headers")
    assert short(headers)[:2] == [
        (0, "X-Team", "blue", "collection"),
        (1, "{{team}}", "blue", "collection"),
    ]
    assert headers[0].place == "collection.toml"
    assert short(headers)[2][:2] == (0, "X-Id")
    assert headers[3].name == "{{uuid()}}"
    assert headers[3].value == headers[2].value
    assert short(headers)[4] == (0, "Content-Type", "application/json", "the kind of body")
    assert short(part("options")) == [
        (0, "timeout", "10", "collection"),
        (0, "app", "shop:app", "environment local"),
    ]


def test_credentials_name_the_reference_of_their_secret() -> None:
    auth, token = part("auth")
    assert (auth.value, auth.scope) == ("bearer", "collection")
    assert (token.name, token.secret, token.written) == ("{{token}}", True, "env:SHOP_TOKEN")
    assert "s3cret" not in repr(told())


def test_a_request_without_credentials_says_so_only_if_it_was_decided() -> None:
    nobody = replace(
        ORDER, collection=Collection(replace(ROOT, defaults=Defaults()), {"local": LOCAL})
    )
    spec = RequestSpec(url="{{base_url}}")
    assert part("auth", replace(nobody, spec=spec)) == []
    (none,) = part("auth", replace(ORDER, spec=replace(spec, auth=NoAuth())))
    assert (none.value, none.scope) == ("none", "request")


def test_the_same_template_is_told_once_a_part() -> None:
    assert [each.name for each in part("body")] == ["body", "{{host}}"]
    assert [each.name for each in part("url")].count("{{host}}") == 1


def test_values_that_differ_are_told_apart() -> None:
    octets = iter(range(1, 99))
    spec = RequestSpec(url="{{base_url}}/{{uuid()}}/{{uuid()}}")
    order = replace(ORDER, spec=spec)
    moment = Ambient(MOMENT.now, lambda count: bytes([next(octets)] * count))
    prepared = prepare(order, VALUES, FACTS, ambient=moment)
    found = origins_of(order, VALUES, prepared, FACTS, lambda *_: None).found
    first, second = (each for each in found if each.name == "{{uuid()}}")
    assert first.value != second.value


def test_variables_that_are_made_of_each_other_do_not_multiply() -> None:
    names = [f"v{number}" for number in range(20)]
    made = [
        Variable(name, f"{{{{{after}}}}}{{{{{after} | upper}}}}") for name, after in pairwise(names)
    ]
    spec = RequestSpec(url="http://x.test", variables=(*made, Variable("v19", "")))
    spec = replace(spec, headers=(Row("X", "{{v0}}"),))
    found = told(replace(ORDER, spec=spec)).found
    assert len(found) < 4 * len(names)


def test_a_body_of_thousands_of_templates_is_told_in_part() -> None:
    body = TextBody("text", "".join(f"{{{{'{number}' | upper}}}}" for number in range(3000)))
    origins = told(replace(ORDER, spec=replace(SPEC, body=body)))
    assert len(origins.found) <= MOST_TOLD
    assert origins.left_out > 2000


def test_what_is_kept_holds_no_secret_whoever_said_it() -> None:
    order = replace(ORDER, spec=replace(SPEC, params=(Row("q", "{{word}}"),)))
    values = SessionValues(captured=variables_of({"id": "ada", "word": "s3cret?"}))
    kept = masked_origins(told(order, values), redactor_of(frozenset({"s3cret"})))
    assert kept is not None
    assert not [each for each in kept.found if "s3cret" in f"{each.value}{each.written}{each.name}"]


def test_a_session_tells_what_was_so_when_it_sent(demo_url: str, tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('format = 1\n[variables]\nteam = "blue"\n')
    (tmp_path / "one.toml").write_text(f'url = "{demo_url}/users/1"\n')
    one = RequestSpec(url=f"{demo_url}/users/1")
    two = RequestSpec(url=f"{demo_url}/echo?n={{{{response('one', '$.name')}}}}&t={{{{team}}}}")
    root = Folder(
        "",
        "Shop",
        defaults=Defaults(variables=(Variable("team", "blue"),)),
        children=(SavedRequest("one", one), SavedRequest("two", two)),
    )
    order = ordered(Collection(root), "two")

    async def story(session: Session) -> Origins | None:
        exchange = await play(session, order)
        (tmp_path / "collection.toml").write_text('\n\n\n\n[variables]\nteam = "red"\n')
        await asyncio.sleep(0)
        return exchange.origins

    origins = in_session(story, lines=lambda: Lines(tmp_path).find)
    assert origins is not None
    called = next(each for each in origins.found if each.scope == "function")
    assert called.value == "Ada Lovelace"
    assert called.answered is not None
    assert (called.answered.request, called.answered.status) == ("one", 200)
    team = next(each for each in origins.found if each.name == "{{team}}")
    assert (team.value, team.place, team.line) == ("blue", "collection.toml", 3)


def test_a_session_without_lines_tells_nothing(demo_url: str) -> None:
    order = ordered(shop(one=RequestSpec(url=f"{demo_url}/users/1")), "one")
    assert in_session(lambda session: play(session, order)).origins is None
