"""Digest: the RFC's own examples, odd challenges, and whose nonce is whose."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.client.conftest import OpenClient
from tests.server.scripted import Peer, Script, Scripted
from workbench.client import (
    AuthenticationError,
    DigestAuth,
    HTTPError,
    RemoteProtocolError,
    Request,
    Response,
)
from workbench.client.auth.challenge import challenges

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def unauthorized(*fields: str) -> Response:
    return Response(401, headers=[("WWW-Authenticate", field) for field in fields])


def answered(
    *fields: str, auth: DigestAuth | None = None, url: str = "http://h/dir/x?y=1"
) -> dict[str, str]:
    """Return the parameters of the answer to a challenge; {} if there is none."""
    rounds = (auth or DigestAuth("Mufasa", "Circle of Life")).auth_flow(Request("GET", url))
    response = unauthorized(*fields)
    response.request = next(rounds)
    try:
        request = rounds.send(response)
    except StopIteration:
        return {}
    (answer,) = challenges(request.headers["authorization"])
    assert answer.scheme == "digest"
    return answer.parameters


def test_the_example_of_rfc_2617() -> None:
    auth = DigestAuth("Mufasa", "Circle Of Life", random=lambda count: b"")

    found = answered(
        'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", '
        'opaque="5ccc069c403ebaf9f0171e9517f40e41"',
        auth=auth,
        url="http://h/dir/index.html",
    )

    assert found["response"] == "670fd8c2df070c60b045671b8b24ff02"  # RFC 2069's, corrected
    assert found["opaque"] == "5ccc069c403ebaf9f0171e9517f40e41"
    assert found["algorithm"] == "MD5"
    assert not found.keys() & {"qop", "nc", "cnonce"}


class Chosen(bytes):
    """Random bytes whose hex is the cnonce of an example, which is none."""

    def hex(self, *given: Any) -> str:
        return self.decode()


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_examples_of_rfc_7616(algorithm: str, response: str) -> None:
    cnonce = Chosen(b"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    auth = DigestAuth("Mufasa", "Circle of Life", random=lambda count: cnonce)

    found = answered(RFC7616.format(algorithm), auth=auth, url="http://h/dir/index.html")

    assert found["response"] == response
    assert found["cnonce"] == cnonce.hex()


def test_the_example_of_rfc_7616_with_a_hashed_user_name() -> None:
    # Section 3.9.2. What it prints is of SHA-512 cut short, which is another hash than
    # SHA-512/256: what is hashed is compared by hand.
    def h(text: str) -> str:
        return hashlib.new("sha512_256", text.encode()).hexdigest()

    cnonce = Chosen(b"NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm")
    auth = DigestAuth("Jäsøn Doe", "Secret, or not?", random=lambda count: cnonce)

    found = answered(
        'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, '
        'nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", '
        'opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXS4s", charset=UTF-8, userhash=true',
        auth=auth,
        url="http://h/doe.json",
    )

    proof = [h("Jäsøn Doe:api@example.org:Secret, or not?"), found["nonce"], "00000001"]
    proof += [cnonce.hex(), "auth", h("GET:/doe.json")]
    assert found["username"] == h("Jäsøn Doe:api@example.org")
    assert found["userhash"] == "true"
    assert found["response"] == h(":".join(proof))


# RFC 7616, section 3.9.1.
RFC7616 = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
    'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)


@pytest.mark.parametrize(
    ("algorithm", "name"),
    [("MD5", "md5"), ("SHA", "sha1"), ("SHA-256", "sha256"), ("SHA-512-256", "sha512_256")],
)
@pytest.mark.parametrize("session", [False, True])
def test_every_algorithm_proves_the_password(algorithm: str, name: str, session: bool) -> None:
    if name not in hashlib.algorithms_available:
        pytest.skip(f"this OpenSSL has no {name}")

    def h(text: str) -> str:
        return hashlib.new(name, text.encode()).hexdigest()

    found = answered(RFC7616.format(algorithm + "-sess" * session))
    nonce, cnonce = found["nonce"], found["cnonce"]
    a1 = h("Mufasa:http-auth@example.org:Circle of Life")
    if session:
        a1 = h(f"{a1}:{nonce}:{cnonce}")
    a2 = h("GET:/dir/x?y=1")

    assert found["response"] == h(f"{a1}:{nonce}:00000001:{cnonce}:auth:{a2}")
    assert found["uri"] == "/dir/x?y=1"
    assert (found["qop"], found["nc"]) == ("auth", "00000001")
    assert re.fullmatch("[0-9a-f]{32}", cnonce)


def test_quotes_in_realm_and_user_are_escaped() -> None:
    auth = DigestAuth('a"b\\', "p")

    found = answered('Digest realm="r\\"x", nonce=n', auth=auth)

    assert (found["username"], found["realm"]) == ('a"b\\', 'r"x')
    expected = hashlib.md5(b'a"b\\:r"x:p').hexdigest()
    asked = hashlib.md5(b"GET:/dir/x?y=1").hexdigest()
    assert found["response"] == hashlib.md5(f"{expected}:n:{asked}".encode()).hexdigest()


def test_a_hashed_user_name() -> None:
    found = answered('Digest realm="r", nonce="n", userhash=true, algorithm=SHA-256')

    assert found["username"] == hashlib.sha256(b"Mufasa:r").hexdigest()
    assert found["userhash"] == "true"


def test_the_first_challenge_that_can_be_answered_is() -> None:
    found = answered(
        "Negotiate, Basic realm=x",
        'Digest realm="a", nonce="1", algorithm=WHIRLPOOL, Digest realm="b", nonce="2"',
        'Digest realm="c", nonce="3"',
    )

    assert (found["realm"], found["nonce"]) == ("b", "2")


@pytest.mark.parametrize(
    ("field", "error", "words"),
    [
        ('Digest realm="r", nonce="n", qop="auth-int"', AuthenticationError, "auth-int"),
        ('Digest realm="r", nonce="n", algorithm=X\\', AuthenticationError, "'X'"),
        ('Digest realm="r\\"", nonce=', RemoteProtocolError, "nonce"),
        ("Digest", RemoteProtocolError, "realm"),
        ('Digest realm="unclosed, nonce="n"', RemoteProtocolError, "realm"),
        ('Digest realm="a\tb", nonce="\x01"', RemoteProtocolError, "control"),
    ],
)
def test_a_challenge_that_cannot_be_answered_is_our_error(
    field: str, error: type[HTTPError], words: str
) -> None:
    with pytest.raises(error, match=words):
        answered(field)


@pytest.mark.parametrize("field", ["", "Basic realm=x", "Bearer", 'Basic realm="Digest nonce=1"'])
def test_no_digest_challenge_gets_no_answer(field: str) -> None:
    assert answered(field) == {}


class Conversation:
    """One auth object; each request is answered by the next of the given challenges."""

    def __init__(self) -> None:
        self.auth = DigestAuth("u", "p")

    def send(self, url: str, *replies: str | None) -> list[dict[str, str]]:
        request = Request("GET", url)
        rounds = self.auth.auth_flow(request)
        sent, script = [], iter(replies)
        step = next(rounds)
        while True:
            value = step.headers.get("authorization", "")
            sent.append(challenges(value)[0].parameters if value else {})
            reply = next(script)
            response = Response(200) if reply is None else unauthorized(reply)
            response.request = step
            try:
                step = rounds.send(response)
            except StopIteration:
                assert next(script, "end") == "end"
                return sent


def challenge(nonce: str, more: str = "") -> str:
    return f'Digest realm="r", nonce="{nonce}", qop="auth"{more}'


def test_a_known_nonce_is_used_at_once_and_counted() -> None:
    talk = Conversation()

    talk.send("http://a/", challenge("n"), None)
    (second,) = talk.send("http://a/x", None)
    (third,) = talk.send("http://a/y", None)

    assert [second["nc"], third["nc"]] == ["00000002", "00000003"]
    assert second["cnonce"] != third["cnonce"]


def test_what_one_origin_said_is_not_sent_to_another() -> None:
    talk = Conversation()
    talk.send("http://a/", challenge("n"), None)

    for other in ("http://b/", "http://a:81/", "https://a/"):
        assert talk.send(other, None) == [{}]
    assert talk.send("http://a:80/", None)[0]["nonce"] == "n"


def test_a_stale_nonce_is_replaced_and_its_count_begins_anew() -> None:
    talk = Conversation()
    talk.send("http://a/", challenge("old"), None)

    sent = talk.send("http://a/", challenge("new", ", stale=TRUE"), None)

    assert [(one["nonce"], one["nc"]) for one in sent] == [("old", "00000002"), ("new", "00000001")]


def test_a_nonce_that_is_stale_at_once_is_replaced_once() -> None:
    stale = challenge("n", ", stale=true")

    assert len(Conversation().send("http://a/", stale, stale, stale)) == 3


def test_a_wrong_password_is_tried_once_and_not_remembered() -> None:
    talk = Conversation()

    assert len(talk.send("http://a/", challenge("1"), challenge("2"))) == 2
    assert talk.send("http://a/", None) == [{}]


def test_the_answer_is_for_where_a_redirect_led() -> None:
    auth = DigestAuth("u", "p")
    rounds = auth.auth_flow(Request("POST", "http://a/x", content=b"y"))
    next(rounds)
    response = unauthorized(challenge("n"))
    response.request = Request("GET", "http://a/z")

    again = rounds.send(response)

    assert (again.method, str(again.url)) == ("GET", "http://a/z")
    assert 'uri="/z"' in again.headers["authorization"]


def test_only_so_many_origins_are_remembered() -> None:
    talk = Conversation()
    for number in range(300):
        talk.send(f"http://h{number}/", challenge("n"), None)

    assert talk.send("http://h0/", None) == [{}]
    assert talk.send("http://h299/", None) != [{}]


@pytest.mark.anyio
async def test_a_digest_login_on_the_wire(
    open_client: OpenClient, scripted: Callable[[Script], Scripted]
) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(
            b"HTTP/1.1 401 No\r\nContent-Length: 2\r\n"
            b'WWW-Authenticate: Basic realm="b"\r\n'
            b'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"\r\n\r\nno'
        )
        while peer.read_head():
            peer.send(OK)

    server = scripted(script)
    client = open_client(auth=DigestAuth("u", "p"))

    response = await client.get(server / "a")
    await client.get(server / "b")

    assert response.status_code == 200
    assert [hop.status_code for hop in response.history] == [401]
    assert [b"Authorization: Digest" in head for head in server.heads] == [False, True, True]
    assert b"nc=00000002" in server.heads[2]
    assert server.connections == 1


@pytest.mark.anyio
@pytest.mark.parametrize("own", [{}, {"cookies": {"own": "1"}}], ids=["none", "own"])
async def test_cookies_of_the_challenge_go_with_the_answer(
    open_client: OpenClient, scripted: Callable[[Script], Scripted], own: dict[str, Any]
) -> None:
    def script(peer: Peer) -> None:
        while head := peer.read_head():
            asked = (
                b"" if b"Digest" in head else b'WWW-Authenticate: Digest realm="r", nonce="n"\r\n'
            )
            peer.send(
                b"HTTP/1.1 %b\r\nContent-Length: 0\r\n" % (b"401 No" if asked else b"200 OK")
                + b"Set-Cookie: round=%d\r\n" % len(server.heads)
                + asked
                + b"\r\n"
            )

    server = scripted(script)
    client = open_client(auth=DigestAuth("u", "p"))

    await client.get(server / "a", **own)
    await client.get(server / "a")

    sent = [re.search(rb"\r\nCookie: ([^\r]*)", head) for head in server.heads]
    more = b"; own=1" if own else b""
    assert [found and found[1] for found in sent] == [
        more[2:] or None, b"round=1" + more, b"round=2",
    ]  # fmt: skip
    assert dict(client.client.cookies) == {"round": "3"}


@pytest.mark.anyio
async def test_a_broken_challenge_names_its_request_and_frees_its_connection(
    open_client: OpenClient, scripted: Callable[[Script], Scripted]
) -> None:
    def script(peer: Peer) -> None:
        while peer.read_head():
            peer.send(
                b"HTTP/1.1 401 No\r\nContent-Length: 2\r\n"
                b'WWW-Authenticate: Digest realm="r\\"", nonce=\r\n\r\nno'
            )

    server = scripted(script)
    client = open_client(auth=DigestAuth("u", "p"))

    for _ in range(2):
        with pytest.raises(RemoteProtocolError, match="nonce") as caught:
            await client.get(server / "a")
        assert caught.value.request.url == server / "a"
    assert server.connections == 1


@given(
    st.lists(
        st.sampled_from(
            ["Digest ", "realm=", "nonce=", '"', "\\", '"r"', "qop=", "auth", "auth-int", ",", " ",
             "algorithm=", "MD5", "SHA-256-sess", "-sess", "stale=true", "userhash=true", "=", "é",
             "opaque=", "\x01", "Basic "]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_whatever_a_server_asks_the_answer_is_a_header_or_our_error(parts: list[str]) -> None:
    try:
        found = answered("Digest " + "".join(parts))
    except HTTPError:
        return
    assert not found or len(found["response"]) in {32, 40, 64, 128}
