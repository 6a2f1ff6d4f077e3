from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from workbench.engine.order import Order
from workbench.engine.prepare import Prepared, host_of, prepare, resolve
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    ApiKeyAuth,
    AuthSpec,
    BasicAuth,
    BearerAuth,
    Collection,
    Defaults,
    Environment,
    Folder,
    FormBody,
    NoAuth,
    OAuth2Auth,
    Options,
    Recipient,
    RequestSpec,
    Resolved,
    Row,
    SecretReference,
    TextBody,
    Variable,
)
from workbench.templating import Ambient, Fact, Facts, SecretNeed

MOMENT = Ambient(datetime(2026, 3, 1, tzinfo=UTC), bytes)

LOCAL = Environment(
    "local", (Variable("base_url", "http://h:8000"), Variable("who", "environment"))
)


def collection(
    *, root: Defaults | None = None, users: Defaults | None = None, **environments: Environment
) -> Collection:
    inner = Folder("users", "Users", defaults=users or Defaults())
    outer = Folder("", "Shop", defaults=root or Defaults(), children=(inner,))
    return Collection(outer, {"local": LOCAL} | environments)


def made(
    spec: RequestSpec,
    shop: Collection | None = None,
    request: str = "users/get",
    environment: str | None = "local",
    **variables: str,
) -> Resolved:
    return resolve(
        shop or collection(),
        spec,
        request=request,
        environment=environment,
        variables=variables,
        ambient=MOMENT,
    )


def problems(spec: RequestSpec, *args: Any, **kwargs: Any) -> list[Problem]:
    with pytest.raises(WorkbenchError) as caught:
        made(spec, *args, **kwargs)
    return list(caught.value.problems)


def url(text: str, *params: Row, path: Mapping[str, str] | None = None, **variables: str) -> str:
    rows = tuple(Row(name, value) for name, value in (path or {}).items())
    spec = RequestSpec(url=text, params=params, path=rows)
    return made(spec, None, "users/get", "local", **variables).url


def test_variables_are_filled_in_everywhere() -> None:
    spec = RequestSpec(
        name="Get",
        method="post",
        url="{{base_url}}/{{a}}",
        params=(Row("q", "{{a}}"),),
        headers=(Row("X-A", "{{a}} {{uuid()}}"),),
        auth=BasicAuth("{{a}}", "{{a}}!"),
        body=TextBody("json", '{"a": "{{a}}"}'),
    )

    assert made(spec, a="1") == Resolved(
        id="users/get",
        name="Get",
        method="POST",
        url="http://h:8000/1?q=1",
        headers=(
            ("X-A", "1 00000000-0000-4000-8000-000000000000"),
            ("Content-Type", "application/json"),
        ),
        auth=BasicAuth("1", "1!"),
        body=b'{"a": "1"}',
    )


def test_values_are_queried_in_the_languages_of_checks() -> None:
    spec = RequestSpec(
        url="h/{{doc | jsonpath('$.a[1]')}}/{{doc | regex('[a-z]+')}}",
        body=TextBody("json", '{"id": "{{doc | jsonpath(\'$.a\')}}"}'),
    )
    resolved = made(spec, doc='{"a": [1, 2]}')

    assert resolved.url == "http://h/2/a"
    assert resolved.body == b'{"id": [1,2]}'


def test_the_nearest_scope_has_the_value() -> None:
    shop = collection(
        root=Defaults(variables=tuple(Variable(name, "collection") for name in ("who", "a", "b"))),
        users=Defaults(variables=tuple(Variable(name, "folder") for name in ("who", "a"))),
    )
    spec = RequestSpec(url="http://h/{{who}}/{{a}}/{{b}}")
    own = replace(spec, variables=(Variable("who", "request"), Variable("a", 1)))

    assert made(own, shop).url == "http://h/environment/1/collection"
    assert made(spec, shop).url == "http://h/environment/folder/collection"
    assert made(spec, shop, who="me").url == "http://h/me/folder/collection"
    assert made(spec, shop, request="top", who="me").url == "http://h/me/collection/collection"


def test_a_value_given_on_the_command_line_is_no_template() -> None:
    body = made(RequestSpec(url="http://h", body=TextBody("text", "{{a}}")), a="{{base_url}}").body

    assert body == b"{{base_url}}"


def test_path_parameters_are_filled_in_as_one_segment() -> None:
    made_url = url("{{base_url}}/t/:t/u/:u_1", path={"t": "a/b", "u_1": "{{who}}"})

    assert made_url == "http://h:8000/t/a%2Fb/u/environment"


def test_a_value_never_becomes_a_path_parameter() -> None:
    assert url("http://h/{{a}}/:id", path={"id": "7"}, a=":id") == "http://h/:id/7"


def test_parameters_are_encoded_in_order_and_disabled_ones_left_out() -> None:
    rows = (Row("a", "1 & 2"), Row("off", "x", enabled=False), Row("b", "é"), Row("a", "{{who}}"))

    assert url("h/?x=1", *rows) == "http://h/?x=1&a=1%20%26%202&b=%C3%A9&a=environment"


def test_headers_auth_and_options_are_inherited() -> None:
    shop = collection(
        root=Defaults(
            headers=(Row("Accept", "{{who}}"), Row("X-Gone", "1")),
            auth=BearerAuth("{{who}}"),
            options=Options(timeout=3),
        )
    )
    resolved = made(RequestSpec(url="h", headers=(Row("x-gone", removed=True),)), shop)
    assert resolved.removed == {"x-gone"}

    assert resolved.headers == (("Accept", "environment"),)
    assert resolved.auth == BearerAuth("environment")
    assert resolved.options.timeout == 3
    assert made(RequestSpec(url="h", auth=NoAuth()), shop).auth == NoAuth()


def test_a_request_without_a_name_goes_by_its_id() -> None:
    assert made(RequestSpec(url="h")).name == "users/get"


def test_a_form_is_encoded() -> None:
    fields = (Row("name", "Ada & {{who}}"), Row("x", "1"), Row("x", "2"), Row("n", enabled=False))
    resolved = made(RequestSpec(url="h", body=FormBody(fields)))

    assert resolved.body == b"name=Ada+%26+environment&x=1&x=2"
    assert resolved.headers == (("Content-Type", "application/x-www-form-urlencoded"),)


@pytest.mark.parametrize(
    "row", [Row("content-type", "application/problem+json"), Row("Content-Type", removed=True)]
)
def test_a_content_type_of_the_users_own_wins(row: Row) -> None:
    headers = made(RequestSpec(url="h", headers=(row,), body=TextBody("json", "{}"))).headers

    assert headers == (() if row.removed else ((row.name, row.value),))


def test_all_problems_of_a_request_are_told_at_once() -> None:
    spec = RequestSpec(
        method="GE T",
        url="{{base_ur}}/:id/{{nope}}",
        headers=(Row("X Y", "1"), Row("X", "a{{line}}b")),
        unsupported=("checks",),
    )

    assert [str(problem) for problem in problems(spec, line="\r\nEvil: 1")] == [
        "users/get: this version cannot do: checks\nhint: take it out, or use a newer version",
        'users/get method: "GE T" is not an HTTP method',
        'users/get url: the path parameter ":id" has no value\nhint: give it under [path] as id',
        'users/get headers: "X Y" is not a header name',
        "users/get headers.X: a header value cannot hold a line break",
        'users/get url:1: unresolved "{{base_ur}}"\nhint: did you mean "base_url"?',
        'users/get url:17: unresolved "{{nope}}"\nhint: no variable has this name',
    ]


def test_a_problem_in_an_inherited_value_names_the_folder() -> None:
    shop = collection(users=Defaults(headers=(Row("X", "{{nope}}"),)))

    assert problems(RequestSpec(url="h"), shop)[0].where == "users/get users headers.X:1"


def test_a_missing_value_names_the_environments_that_have_it() -> None:
    shop = collection(far=Environment("far", (Variable("base_url", "x"),)))
    (problem,) = problems(RequestSpec(url="{{ base_url }}"), shop, environment=None)

    assert problem.hint == "an environment has it: far, local"


def test_a_request_without_a_place_has_problems_without_one() -> None:
    (problem,) = problems(RequestSpec(), request="")

    assert (problem.where, problem.what) == ("url", "there is no URL")


@pytest.mark.parametrize(
    ("name", "hint"), [("locl", 'did you mean "local"?'), ("x", "there are: local, other")]
)
def test_a_misspelt_environment_is_explained(name: str, hint: str) -> None:
    shop = collection(other=Environment("other"))

    assert problems(RequestSpec(url="h"), shop, environment=name) == [
        Problem(f'there is no environment "{name}"', hint=hint)
    ]


def test_what_this_version_does_not_know_is_refused_wherever_it_is_asked_for() -> None:
    local = Environment("local", unsupported=("magic",))
    inner = Folder("users", "Users", unsupported=('auth type "hawk"',))
    shop = Collection(Folder("", "Shop", children=(inner,)), {"local": local})

    spec = RequestSpec(url="h", unsupported=('body type "tar"',))

    assert [str(problem).partition("\n")[0] for problem in problems(spec, shop)] == [
        'users/folder.toml: this version cannot do: auth type "hawk"',
        'users/get: this version cannot do: body type "tar"',
        "environments/local.toml: this version cannot do: magic",
    ]


TOKEN = SecretReference("token", "env:TOKEN")
SECRET = Environment("local", (Variable("host", "api.shop.dev"),), (TOKEN,))
FACTS: Facts = {SecretNeed(TOKEN): Fact("s3cret", secret=True)}


def prepared(spec: RequestSpec, facts: Facts | None = None) -> Prepared:
    order = Order(collection(local=SECRET), spec, "users/get", "local")
    return prepare(order, facts=facts, ambient=MOMENT)


def test_a_preview_asks_for_nothing_and_leaves_templates_where_they_are() -> None:
    found = prepared(RequestSpec(url="{{host}}/a?t={{token}}"))

    assert found.needs == (SecretNeed(TOKEN),)
    assert found.request.url == "http://api.shop.dev/a?t={{token}}"
    assert not found.ready
    assert found.request.recipients == frozenset()


def test_a_secret_is_known_wherever_it_goes_and_to_whom() -> None:
    spec = RequestSpec(
        url="https://{{host}}:8443/a",
        headers=(Row("X-Key", "k {{token}}"), Row("X-Other", "1")),
        auth=BasicAuth("ada", "{{token | base64}}"),
    )

    found = prepared(spec, FACTS)

    assert found.ready
    assert found.request.secrets == {"s3cret", "czNjcmV0"}
    assert found.request.secret_headers == {"X-Key"}
    assert found.request.recipients == {Recipient("api.shop.dev:8443", TOKEN)}
    assert "s3cret" not in repr(found)


def test_a_client_secret_goes_to_the_token_endpoint_only() -> None:
    auth = OAuth2Auth(token_url="https://id.shop.dev/token", client_secret="{{token}}")

    found = prepared(RequestSpec(url="{{host}}", auth=auth), FACTS)

    assert found.request.recipients == {Recipient("id.shop.dev", TOKEN)}
    assert found.request.auth == replace(auth, client_secret="s3cret")


@pytest.mark.parametrize(
    ("auth", "what"),
    [
        (BearerAuth("a\nb"), "a token cannot hold a line break"),
        (ApiKeyAuth("a b", "k"), '"a b" is not a name for a key'),
        (ApiKeyAuth("", "k", "query"), '"" is not a name for a key'),
        (ApiKeyAuth("k", "a\r\nb: c"), "a key cannot hold a line break"),
    ],
)
def test_credentials_cannot_forge_a_header(auth: AuthSpec, what: str) -> None:
    assert problems(RequestSpec(url="h", auth=auth))[0].what == what


def test_options_are_filled_in_and_an_environment_may_be_an_app() -> None:
    local = Environment("local", (Variable("ca", "ca.pem"),), app="shop.{{mod}}:app")
    shop = collection(local=replace(local, variables=(*local.variables, Variable("mod", "main"))))

    resolved = made(RequestSpec(url="http://app/", options=Options(ca="{{ca}}")), shop)

    assert (resolved.options.ca, resolved.options.app) == ("ca.pem", "shop.main:app")
    own = made(RequestSpec(url="http://app/", options=Options(app="own:app")), shop)
    assert own.options.app == "own:app"


def test_what_needs_the_world_outside_cannot_be_resolved_alone() -> None:
    shop = collection(local=SECRET)

    assert "outside of the collection" in problems(RequestSpec(url="{{token}}"), shop)[0].what


@pytest.mark.parametrize("value", ["", ".."])
def test_a_path_parameter_cannot_change_the_path(value: str) -> None:
    spec = RequestSpec(url="http://h/a/:id/b", path=(Row("id", value),))

    if value:
        assert made(spec).url == "http://h/a/%2E%2E/b"
    else:
        assert 'the path parameter ":id" is empty' in str(problems(spec)[0])


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://API.shop.dev:443/a", "api.shop.dev"),
        ("http://h:8000", "h:8000"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("http://", ""),
        ("http://a:b:c/", ""),
    ],
)
def test_the_host_is_what_the_client_will_connect_to(url: str, host: str) -> None:
    assert host_of(url) == host
