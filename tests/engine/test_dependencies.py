from dataclasses import replace

from workbench.engine.dependencies import texts_of, use_of, waits_of
from workbench.engine.order import Order
from workbench.model import (
    BearerAuth,
    Check,
    Checks,
    Collection,
    Defaults,
    Environment,
    Folder,
    Options,
    RequestSpec,
    Row,
    SavedRequest,
    Variable,
)


def capturing(*names: str, url: str = "http://h/") -> RequestSpec:
    return RequestSpec(url=url, captures=tuple(Row(name, "body") for name in names))


def orders(*specs: RequestSpec, defaults: Defaults | None = None) -> list[Order]:
    saved = tuple(SavedRequest(f"r{at}", spec) for at, spec in enumerate(specs))
    root = Folder("", "Shop", defaults=defaults or Defaults(), children=saved)
    collection = Collection(root, {"local": Environment("local", app="{{app}}")})
    return [Order(collection, each.spec, each.id) for each in saved]


def waits(*specs: RequestSpec, defaults: Defaults | None = None) -> list[set[int]]:
    return [set(each) for each in waits_of(orders(*specs, defaults=defaults))]


PLAIN = RequestSpec(url="http://h/")


def test_requests_without_ties_wait_for_nobody() -> None:
    assert waits(PLAIN, PLAIN, capturing("a")) == [set(), set(), set()]


def test_a_request_waits_for_the_captures_it_uses_wherever_it_uses_them() -> None:
    users = [
        RequestSpec(url="http://h/{{id}}"),
        RequestSpec(url="http://h/", headers=(Row("X-Id", "{{id | upper}}"),)),
        RequestSpec(url="{{base}}", variables=(Variable("base", "http://h/{{id}}"),)),
        RequestSpec(url="http://h/", checks=Checks((Check("body contains '{{id}}'"),))),
        RequestSpec(url="http://h/", checks=Checks((Check('variable "id" == 1'),))),
    ]
    assert waits(capturing("id"), PLAIN, *users) == [set(), set(), *([{0}] * 5)]


def test_what_folders_give_counts_and_what_is_switched_off_does_not() -> None:
    off = RequestSpec(url="http://h/", headers=(Row("X-Id", "{{id}}", enabled=False),))

    assert waits(capturing("id"), PLAIN, defaults=Defaults(auth=BearerAuth("{{id}}")))[1] == {0}
    assert waits(capturing("id"), off)[1] == set()


def test_a_request_waits_for_those_whose_response_it_asks_for() -> None:
    asking = RequestSpec(url="http://h/{{response('r1', '$.id')}}")

    assert waits(PLAIN, PLAIN, asking)[2] == {1}


def test_a_name_is_not_captured_anew_before_it_was_read() -> None:
    reading = RequestSpec(url="http://h/{{id}}")

    assert waits(capturing("id"), reading, capturing("id"), reading) == [
        set(),
        {0},
        {0, 1},
        {0, 2},
    ]


def test_a_use_names_what_is_read_captured_and_asked_for() -> None:
    (order,) = orders(capturing("id", url="http://h/{{host}}/{{response('login')}}"))
    use = use_of(order)

    assert [set(use.reads), set(use.captures), set(use.responses)] == [{"host"}, {"id"}, {"login"}]
    assert "http://h/{{host}}/{{response('login')}}" in texts_of(order)


LOGIN = RequestSpec(url="http://h/", method="POST")
NO_COOKIES = Options(cookies=False)


def test_a_request_waits_for_earlier_ones_that_may_sign_in() -> None:
    assert waits(PLAIN, LOGIN, PLAIN, LOGIN, PLAIN) == [set(), set(), {1}, {1}, {1, 3}]
    assert waits(RequestSpec(url="http://h/", method="{{method}}"), PLAIN)[1] == {0}


def test_a_check_or_a_capture_tells_of_a_cookie() -> None:
    checked = RequestSpec(url="http://h/", checks=Checks((Check('cookie "sid" exists'),)))
    captured = RequestSpec(url="http://h/", captures=(Row("sid", 'header "Set-Cookie"'),))
    about = RequestSpec(url="http://h/", checks=Checks((Check('body contains "cookie"'),)))

    assert waits(checked, captured, about, PLAIN) == [set(), {0}, {0, 1}, {0, 1}]


def test_without_cookies_nobody_waits_for_them() -> None:
    assert waits(replace(LOGIN, options=NO_COOKIES), PLAIN) == [set(), set()]
    assert waits(LOGIN, replace(PLAIN, options=NO_COOKIES)) == [set(), set()]
    assert waits(LOGIN, PLAIN, defaults=Defaults(options=NO_COOKIES)) == [set(), set()]
