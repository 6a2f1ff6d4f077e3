import pytest

from workbench.engine.order import Order, SessionValues
from workbench.engine.protection import changes_of, refuse_by_accident
from workbench.errors import WorkbenchError
from workbench.model import Collection, Environment, Folder, RequestSpec, SavedRequest

LIVE = Environment("live", protected=True)
LOCAL = Environment("local")
LOGIN = RequestSpec(name="Log in", method="POST", url="http://h/login")
USERS = RequestSpec(url="http://h/users?t={{response('auth/login', '$.token')}}")
SHOP = Collection(
    Folder("", "Shop", children=(SavedRequest("auth/login", LOGIN),)),
    {"live": LIVE, "local": LOCAL},
)


@pytest.mark.parametrize(
    ("method", "at_once", "times", "refused"),
    [
        ("GET", 1, 1, ""),
        ("OPTIONS", 1, 1, ""),
        ("GET", 2, 2, "to send several requests at once to it"),
        ("GET", 1, 2, "to send requests again and again to it"),
        ("DELETE", 1, 1, "to send DELETE to it"),
        ("{{method}}", 1, 1, "to send {{method}} to it"),
    ],
)
def test_a_protected_environment_is_not_harmed_by_accident(
    method: str, at_once: int, times: int, refused: str
) -> None:
    for harmless in (LOCAL, None):
        refuse_by_accident(harmless, [method], at_once=at_once, times=times)
    if not refused:
        refuse_by_accident(LIVE, [method], at_once=at_once, times=times)
        return
    with pytest.raises(WorkbenchError) as caught:
        refuse_by_accident(LIVE, ["GET", method], at_once=at_once, times=times, hint="say so")
    (problem,) = caught.value.problems
    assert problem.what == f'the environment "live" is protected: {refused} needs your word'
    assert problem.hint == "say so"


def test_a_request_that_changes_something_has_to_be_asked_about() -> None:
    order = Order(SHOP, LOGIN, "auth/login", "live")

    assert [each.name for each in changes_of(order, SessionValues())] == ["Log in"]


def test_what_a_request_sends_on_its_way_counts_as_well() -> None:
    order = Order(SHOP, USERS, "users", "live")

    assert [each.id for each in changes_of(order, SessionValues())] == ["auth/login"]


@pytest.mark.parametrize("environment", ["local", None])
def test_nothing_is_asked_elsewhere(environment: str | None) -> None:
    assert changes_of(Order(SHOP, LOGIN, "auth/login", environment), SessionValues()) == ()


def test_reading_needs_no_question() -> None:
    order = Order(SHOP, RequestSpec(url="http://h"), "users", "live")

    assert changes_of(order, SessionValues()) == ()
