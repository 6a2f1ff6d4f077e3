from workbench.engine.order import Order
from workbench.engine.preview import expected_values, preview, problems_of
from workbench.model import (
    BasicAuth,
    BearerAuth,
    Collection,
    Environment,
    FileBody,
    FormBody,
    Message,
    MultipartBody,
    Options,
    Part,
    RequestSpec,
    Row,
    SecretReference,
    TextBody,
)

from .shops import at, ordered, shop

LIVE = Environment("live", (at("http://h"),), (SecretReference("token", "env:A_TOKEN"),))


def shown(spec: RequestSpec, *others: RequestSpec) -> list[str]:
    collection = shop(LIVE, a=spec, **{f"b{n}": other for n, other in enumerate(others)})
    orders = [ordered(collection, name, "live") for name in ("a", *_names(others))]
    return list(preview(orders[0], expected_values(orders)))


def _names(others: tuple[RequestSpec, ...]) -> list[str]:
    return [f"b{n}" for n in range(len(others))]


def test_a_request_is_shown_as_it_would_be_sent() -> None:
    spec = RequestSpec(
        name="Create",
        method="POST",
        url="{{base_url}}/users",
        headers=(Row("Accept", "text/plain"),),
        body=TextBody("json", '{\n  "a": 1\n}'),
        options=Options(timeout=3.0, verify=False),
    )
    assert shown(spec) == [
        "a  Create",
        "  POST http://h/users",
        "  Accept: text/plain",
        "  Content-Type: application/json",
        "  options: timeout = 3.0, verify = false",
        "",
        "  {",
        '    "a": 1',
        "  }",
    ]


def test_what_is_not_known_yet_is_shown_as_it_is_written() -> None:
    spec = RequestSpec(
        url="{{base_url}}/users/:id",
        path=(Row("id", "{{response('login', '$.id')}}"),),
        params=(Row("key", "{{token}}"), Row("next", "{{later}}")),
        auth=BearerAuth("{{token}}"),
    )
    lines = shown(spec, RequestSpec(url="http://h", captures=(Row("later", "body"),)))

    assert (
        lines[1]
        == "  GET http://h/users/{{response('login', '$.id')}}?key={{token}}&next={{later}}"
    )
    assert lines[2] == "  auth: bearer, token {{token}}"


def test_credentials_that_are_written_out_are_masked() -> None:
    basic = shown(RequestSpec(url="http://ada:pw@h/", auth=BasicAuth("ada", "hunter2")))
    header = shown(RequestSpec(url="http://h/", headers=(Row("Authorization", "Bearer x"),)))

    assert "pw" not in basic[1]
    assert basic[2] == "  auth: basic, username ada, password •••"
    assert header[2] == "  Authorization: •••"


def test_files_and_forms_are_named_and_not_opened() -> None:
    form = FormBody((Row("a", "{{token}}"), Row("b", "ü")))
    parts = MultipartBody((Part("x", value="1"), Part("y", file="../y.bin")))

    assert shown(RequestSpec(url="http://h/", body=FileBody("x.bin")))[-1] == "  the file x.bin"
    assert shown(RequestSpec(url="http://h/", body=form))[-1] == "  a={{token}}&b=%C3%BC"
    assert shown(RequestSpec(url="http://h/", body=parts))[-2:] == [
        "  x: 1",
        "  y: the file ../y.bin",
    ]


def test_a_name_that_no_request_captures_is_a_problem_before_anything_is_sent() -> None:
    reading = RequestSpec(method="{{later}}", url="http://h/{{nowhere}}")
    collection: Collection = shop(a=reading, b=RequestSpec(captures=(Row("later", "body"),)))
    order = Order(collection, reading, "a")
    both = [order, ordered(collection, "b")]

    assert [p.what for p in problems_of(order, expected_values(both))] == [
        'unresolved "{{nowhere}}"'
    ]
    assert 'unresolved "{{later}}"' in [
        p.what for p in problems_of(order, expected_values([order]))
    ]


def test_what_the_requests_capture_whose_responses_are_needed_is_expected() -> None:
    login = RequestSpec(url="http://h/", captures=(Row("key", "body"),))
    collection = shop(login=login, a=RequestSpec(url="http://h/{{response('login')}}/{{key}}"))
    order = ordered(collection, "a")

    assert problems_of(order, expected_values([order])) == ()


def test_what_a_websocket_says_at_first_is_shown() -> None:
    messages = (
        Message("hello", "hi {{token}}", on_open=True),
        Message("logo", kind="binary", file="logo.png", on_open=True),
        Message("later", "not now"),
    )

    assert shown(RequestSpec(url="ws://h/", messages=messages))[1:] == [
        "  GET ws://h/",
        "  says hello: hi {{token}}",
        "  says logo: the file logo.png",
    ]
