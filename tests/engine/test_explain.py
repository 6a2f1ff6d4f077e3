from dataclasses import replace

from workbench.engine.explain import parts_of
from workbench.engine.order import Order, SessionValues
from workbench.model import (
    BasicAuth,
    BearerAuth,
    Collection,
    Defaults,
    Environment,
    Folder,
    NoAuth,
    Options,
    RequestSpec,
    Row,
    SecretReference,
    Variable,
)

FOLDER = Folder(
    "auth",
    "Auth",
    defaults=Defaults(
        (Row("x-team", "{{team}}"), Row("X-Off", "1", enabled=False)),
        BasicAuth("ada", "pw"),
        Options(timeout=3),
    ),
)
ROOT = Folder(
    "",
    "Shop",
    defaults=Defaults(
        (Row("X-Team", "red"), Row("X-Old", "1"), Row("X-T", "{{token}}")),
        BearerAuth("s3cret"),
        Options(timeout=10, follow_redirects=False),
        (Variable("team", "blue"),),
    ),
    children=(FOLDER,),
)
LOCAL = Environment("local", (), (SecretReference("token", "env:T"),), app="shop:app")
SPEC = RequestSpec(headers=(Row("X-Old", removed=True),))
ORDER = Order(Collection(ROOT, {"local": LOCAL}), SPEC, "auth/login", "local")


def said(name: str, order: Order = ORDER) -> list[tuple[str, str, str]]:
    """Return scope, state and written value of each definition of a part."""
    (part,) = [each for each in parts_of(order, SessionValues()) if each.name == name]
    return [(each.scope, each.state, each.written) for each in part.definitions]


def test_the_nearest_header_wins_whatever_the_case_of_its_name() -> None:
    assert said("x-team") == [
        ("folder auth", "used", "{{team}}"),
        ("collection", "shadowed", "red"),
    ]


def test_a_header_that_is_taken_away_or_switched_off_says_so() -> None:
    assert said("X-Old") == [("request", "removes", ""), ("collection", "shadowed", "1")]
    assert said("X-Off") == [("folder auth", "disabled", "1")]


def test_credentials_come_from_the_nearest_and_show_no_secret() -> None:
    assert said("auth") == [("folder auth", "used", "basic"), ("collection", "shadowed", "bearer")]
    none = replace(ORDER, spec=RequestSpec(auth=NoAuth()))
    assert said("auth", none)[0] == ("request", "removes", "none")
    assert "s3cret" not in repr(parts_of(ORDER, SessionValues()))


def test_each_option_comes_from_the_nearest_that_sets_it() -> None:
    assert said("timeout") == [("folder auth", "used", "3"), ("collection", "shadowed", "10")]
    assert said("follow_redirects") == [("collection", "used", "false")]
    assert said("app") == [("environment local", "used", "shop:app")]


def test_values_are_filled_in_as_far_as_they_are_known() -> None:
    parts = {part.name: part for part in parts_of(ORDER, SessionValues())}

    assert parts["x-team"].resolved.text == "blue"
    assert (parts["X-T"].state, parts["x-team"].state) == ("unknown", "known")
    assert {part.kind for part in parts.values()} == {"header", "auth", "option"}


def test_lines_are_those_of_the_tables_that_say_it() -> None:
    def find_line(place: str, table: str, name: str) -> int | None:
        return {("auth/folder.toml", "options", "timeout"): 7, ("", "", ""): 0}.get(
            (place, table, name)
        )

    parts = {part.name: part for part in parts_of(ORDER, SessionValues(), find_line=find_line)}

    assert [each.line for each in parts["timeout"].definitions] == [7, None]
