from pathlib import Path

import pytest

from workbench.engine.order import Order, SessionValues
from workbench.engine.sources import Untrusted
from workbench.engine.trusting import Grants, fits, powers_of_orders, powers_of_request
from workbench.errors import WorkbenchError
from workbench.model import (
    BearerAuth,
    Capabilities,
    Check,
    Checks,
    Collection,
    Defaults,
    Environment,
    FileBody,
    Folder,
    MultipartBody,
    NetrcAuth,
    OAuth2Auth,
    Options,
    Part,
    Recipient,
    RequestSpec,
    Resolved,
    Row,
    SavedRequest,
    SecretReference,
    Variable,
)

TOKEN = SecretReference("token", "env:SHOP_TOKEN")
KEY = SecretReference("key", "command:pass show shop", ("*.shop.dev",))
LOCAL = Environment("local", (Variable("base_url", "https://api.shop.dev"),), (TOKEN, KEY))
LOGIN = SavedRequest(
    "auth/login", RequestSpec(url="{{base_url}}/login", auth=BearerAuth("{{key}}"))
)


def order(spec: RequestSpec, *, defaults: Defaults | None = None) -> Order:
    auth = Folder("auth", "Auth", children=(LOGIN,))
    root = Folder("", "Shop", defaults=defaults or Defaults(), children=(auth,))
    return Order(Collection(root, {"local": LOCAL}), spec, "users/list", "local")


def powers(spec: RequestSpec, root: Path = Path("/"), **how: Defaults) -> Capabilities:
    return powers_of_orders([order(spec, **how)], root)


def test_what_was_granted_or_allowed_once_passes_and_everything_else_is_listed() -> None:
    asked = Capabilities(env_names=frozenset({"A", "B", "C"}))
    granted = Capabilities(env_names=frozenset({"A"}))

    Grants(everything=True).check(asked)
    Grants(lambda: asked).check(asked)
    Grants().check(Capabilities())
    with pytest.raises(Untrusted) as caught:
        Grants(lambda: granted, Capabilities(env_names=frozenset({"B"}))).check(asked)

    assert caught.value.missing == Capabilities(env_names=frozenset({"C"}))


def test_a_plain_request_asks_for_nothing() -> None:
    spec = RequestSpec(url="{{base_url}}/{{uuid()}}", headers=(Row("X", "1"),))

    assert not powers(spec)


def test_a_secret_is_asked_for_with_its_source_and_its_host() -> None:
    spec = RequestSpec(url="{{base_url}}/a", headers=(Row("X", "k {{token | base64}}"),))

    assert powers(spec) == Capabilities(
        env_names=frozenset({"SHOP_TOKEN"}), secret_hosts=frozenset({("api.shop.dev", "token")})
    )


def test_a_host_that_is_not_known_yet_is_asked_for_later() -> None:
    spec = RequestSpec(
        url="https://{{env('HOST')}}/", auth=BearerAuth("{{token}}"), options=Options(verify=False)
    )

    assert powers(spec) == Capabilities(env_names=frozenset({"SHOP_TOKEN", "HOST"}))


def test_what_checks_and_other_requests_need_counts() -> None:
    spec = RequestSpec(
        url="{{base_url}}",
        headers=(Row("X", "{{response('auth/login', '$.t')}}"),),
        checks=Checks((Check("body contains \"{{env('EXPECTED')}}\""),)),
    )

    assert powers(spec) == Capabilities(
        env_names=frozenset({"EXPECTED"}),
        commands=frozenset({"pass show shop"}),
        secret_hosts=frozenset({("api.shop.dev", "key")}),
    )


def test_requests_that_ask_for_each_other_end() -> None:
    loop = RequestSpec(url="{{response('users/list')}}")
    spec = RequestSpec(url="{{response('users/list')}}{{response('gone')}}")
    node = SavedRequest("users/list", loop)
    users = Folder("users", "Users", children=(node,))
    shop = Collection(Folder("", "Shop", children=(users,)))

    assert not powers_of_orders([Order(shop, spec), Order(shop, loop, "users/list")], Path("/"))


def test_a_request_with_problems_asks_for_what_can_be_seen() -> None:
    spec = RequestSpec(url="{{nope}}", headers=(Row("X", "{{env('A')}}"),))

    assert powers(spec).env_names == {"A"}
    unknown = Order(order(spec).collection, spec, environment="far")
    assert not powers_of_orders([unknown], Path("/"))


def test_the_endpoint_of_a_token_is_a_host_of_its_secret() -> None:
    auth = OAuth2Auth(token_url="https://id.dev/token", client_secret="{{token}}")

    assert powers(RequestSpec(url="{{base_url}}", auth=auth)).secret_hosts == {("id.dev", "token")}


def test_options_that_make_a_request_less_safe_are_asked_for(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    root.mkdir()
    (root / "in.pem").write_text("")
    outside = tmp_path / "out.pem"
    outside.write_text("")
    options = Options(
        verify=False, proxy="http://p:1", app="a:b", ca="../out.pem", cert="in.pem", cert_key="gone"
    )
    resolved = Resolved("a", "A", "GET", "https://h:8443/", options=options, auth=NetrcAuth())

    assert powers_of_request(resolved, root) == Capabilities(
        outside_files=frozenset({str(outside.resolve()), str(Path.home() / ".netrc")}),
        apps=frozenset({"a:b"}),
        unverified=frozenset({"h:8443"}),
        proxies=frozenset({"http://p:1"}),
    )
    system = Resolved("a", "A", "GET", "https://h/", options=Options(ca="system", proxy=""))
    assert not powers_of_request(system, root)


@pytest.mark.parametrize(
    "body", [FileBody("../out.txt"), MultipartBody((Part("f", file="../out.txt"), Part("v", "1")))]
)
def test_files_outside_are_asked_for(body: FileBody | MultipartBody, tmp_path: Path) -> None:
    root = tmp_path / "shop"
    root.mkdir()
    (tmp_path / "out.txt").write_text("")

    asked = powers_of_request(Resolved("a", "A", "POST", "http://h/", body=body), root)

    assert asked == Capabilities(outside_files=frozenset({str((tmp_path / "out.txt").resolve())}))


def test_a_secret_with_hosts_goes_to_no_other_whoever_allows_it() -> None:
    evil = Resolved(
        "a", "A", "GET", "https://evil.dev/", recipients=frozenset({Recipient("evil.dev", KEY)})
    )

    with pytest.raises(WorkbenchError, match=r'"key" may not be sent to "evil\.dev"') as caught:
        powers_of_request(evil, Path("/"))

    assert caught.value.problems[0].hint == "it is for *.shop.dev"


@pytest.mark.parametrize(
    ("host", "allowed", "fitting"),
    [
        ("api.shop.dev", "api.shop.dev", True),
        ("API.shop.dev:8443", "api.shop.dev", True),
        ("api.shop.dev:8443", "api.shop.dev:8443", True),
        ("api.shop.dev", "api.shop.dev:8443", False),
        ("api.shop.dev", "*.shop.dev", True),
        ("shop.dev", "*.shop.dev", False),
        ("evilshop.dev", "*.shop.dev", False),
        ("api.shop.dev.evil.dev", "*.shop.dev", False),
        ("[::1]:8000", "[::1]", True),
        ("[::1]:8000", "[::1]:8000", True),
        ("[::1]", "[::2]", False),
        ("", "api.shop.dev", False),
    ],
)
def test_a_host_is_allowed_by_its_whole_name(host: str, allowed: str, fitting: bool) -> None:
    assert fits(host, allowed) is fitting


def test_session_values_count_as_they_are() -> None:
    spec = RequestSpec(url="{{base_url}}", headers=(Row("X", "{{env_name}}"),))
    values = SessionValues().overriding("env_name", "{{env('A')}}")

    assert not powers_of_orders([order(spec)], Path("/"), values)
