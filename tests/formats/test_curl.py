from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.formats.curl import decode_curl, is_curl
from workbench.model import (
    AwsSigV4Auth,
    BasicAuth,
    BearerAuth,
    DigestAuth,
    FileBody,
    FormBody,
    MultipartBody,
    NetrcAuth,
    NoBody,
    Options,
    Part,
    RequestSpec,
    Row,
    TextBody,
)

URL = "http://h/x"
PLAIN = RequestSpec(url=URL, options=Options(follow_redirects=False))


def plain(**changes: Any) -> RequestSpec:
    return replace(PLAIN, **changes)


def options(**changes: Any) -> RequestSpec:
    return plain(options=replace(PLAIN.options, **changes))


def form(*pairs: tuple[str, str]) -> RequestSpec:
    return plain(method="POST", body=FormBody(tuple(Row(*pair) for pair in pairs)))


JSON = plain(method="POST", body=TextBody("json", '{"a": 1}'))
COMMANDS = [
    ("curl http://h/x", PLAIN),
    ("$ curl 'http://h/x'", PLAIN),
    ("/usr/bin/curl.exe -sS --compressed http://h/x -o out", PLAIN),
    ("curl --url http://h/x", PLAIN),
    ("curl -X delete http://h/x", plain(method="DELETE")),
    ("curl -XPATCH http://h/x", plain(method="PATCH")),
    ("curl --request=PUT http://h/x", plain(method="PUT")),
    ("curl -I http://h/x", plain(method="HEAD")),
    ("curl -H 'A: 1' -H 'A: 2' http://h/x", plain(headers=(Row("A", "1"), Row("A", "2")))),
    ("curl -H 'A;' http://h/x", plain(headers=(Row("A"),))),
    ("curl -H 'Accept:' http://h/x", plain(headers=(Row("Accept", removed=True),))),
    ("curl -A me -e http://r http://h/x",
     plain(headers=(Row("User-Agent", "me"), Row("Referer", "http://r")))),
    ("curl -b 'a=1; b=2' http://h/x", plain(headers=(Row("Cookie", "a=1; b=2"),))),
    ("curl -b a=1 --cookie b=2 http://h/x", plain(headers=(Row("Cookie", "a=1; b=2"),))),
    ("curl -r 0-9 http://h/x", plain(headers=(Row("Range", "bytes=0-9"),))),
    ("curl -d a=1 -d 'b=x+y%21' http://h/x", form(("a", "1"), ("b", "x y!"))),
    ("curl --data-urlencode 'q=a&b' http://h/x",
     form(("q", "a&b"))),
    ("curl -d a=1 -G http://h/x", plain(params=(Row("a", "1"),))),
    ("curl --url-query a=1 http://h/x", plain(params=(Row("a", "1"),))),
    ("curl --json '{\"a\": 1}' http://h/x",
     replace(JSON, headers=(Row("Accept", "application/json"),))),
    ("curl -H 'Content-Type: application/json' -d '{\"a\": 1}' http://h/x", JSON),
    ("curl -H 'content-type: application/json; charset=utf-8' --data-raw $'{\"a\": 1}' http://h/x",
     JSON),
    ("curl -H 'Content-Type: application/hal+json' -d '{\"a\": 1}' http://h/x",
     replace(JSON, headers=(Row("Content-Type", "application/hal+json"),))),
    ("curl -H 'Content-Type: application/xml' -d '<a/>' http://h/x",
     plain(method="POST", body=TextBody("xml", "<a/>"))),
    ("curl -d '{\"a\": \"b=c\"}' http://h/x",
     plain(method="POST", body=TextBody("json", '{"a": "b=c"}'),
           headers=(Row("Content-Type", "application/x-www-form-urlencoded"),))),
    ("curl http://h/x --json @- <<'EOF'\n{\n}\nEOF\n",
     plain(method="POST", body=TextBody("json", "{\n}"),
           headers=(Row("Accept", "application/json"),))),
    ("curl -d @f.json -H 'Content-Type: application/json' http://h/x",
     plain(method="POST", body=FileBody("f.json", "application/json"))),
    ("curl --data-binary @f http://h/x",
     plain(method="POST", body=FileBody("f", "application/x-www-form-urlencoded"))),
    ("curl -T f.bin http://h/x", plain(method="PUT", body=FileBody("f.bin"))),
    ("curl -F a=1 -F 'f=@x.png;type=image/png' -F 'g=@\"y z\"' http://h/x",
     plain(method="POST", body=MultipartBody((
         Part("a", "1"), Part("f", file="x.png", content_type="image/png"),
         Part("g", file="y z"))))),
    ("curl --form-string 'a=@1' http://h/x",
     plain(method="POST", body=MultipartBody((Part("a", "@1"),)))),
    ("curl -u ada:pw http://h/x", plain(auth=BasicAuth("ada", "pw"))),
    ("curl --digest -u ada:p:w http://h/x", plain(auth=DigestAuth("ada", "p:w"))),
    ("curl --oauth2-bearer tok http://h/x", plain(auth=BearerAuth("tok"))),
    ("curl -H 'Authorization: Bearer tok' http://h/x", plain(auth=BearerAuth("tok"))),
    ("curl -H 'Authorization: Basic YWRhOnB3' http://h/x", plain(auth=BasicAuth("ada", "pw"))),
    ("curl --aws-sigv4 aws:amz:eu:s3 -u k:s http://h/x",
     plain(auth=AwsSigV4Auth("k", "s", "", "eu", "s3"))),
    ("curl -n http://h/x", plain(auth=NetrcAuth())),
    ("curl -L --max-redirs 3 http://h/x", options(follow_redirects=None, max_redirects=3)),
    ("curl --location-trusted http://h/x",
     options(follow_redirects=None, forward_auth=True, forward_body=True)),
    ("curl -m 2.5 --connect-timeout 1 --retry 2 http://h/x",
     options(timeout=2.5, connect_timeout=1.0, retries=2)),
    ("curl -k --cacert ca --cert c --key k http://h/x",
     options(verify=False, ca="ca", cert="c", cert_key="k")),
    ("curl -x p:3128 -U u:pw http://h/x", options(proxy="http://u:pw@p:3128")),
    ("curl --socks5-hostname p http://h/x", options(proxy="socks5h://p")),
    ("curl --http2 -- http://h/x", options(http_version="2")),
    ("curl \\\n  -sLX POST \\\n  http://h/x",
     replace(options(follow_redirects=None), method="POST")),
]  # fmt: skip


@pytest.mark.parametrize(("command", "spec"), COMMANDS, ids=[c for c, _ in COMMANDS])
def test_a_command_is_the_request_that_curl_would_send(command: str, spec: RequestSpec) -> None:
    found = decode_curl(command)

    assert found.spec == spec
    assert found.problems == ()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("curl http://h/x | jq .", "what follows the command"),
        ("curl http://h/x http://h/y", "only the first URL"),
        ("curl --resolve h:80:1.2.3.4 http://h/x", "--resolve h:80:1.2.3.4"),
        ("curl -u ada http://h/x", "would ask for the password"),
        ("curl -b jar.txt http://h/x", "cookies from a file"),
        ("curl -H @heads http://h/x", "headers from a file"),
        ("curl http://h/x --next http://h/y", "only the first request"),
        ("curl --no-such http://h/x", "--no-such"),
        ("curl -m soon http://h/x", "not a number"),
        ("curl http://h/x -H", "without its value"),
        ("curl -s -", "no scheme"),
        ("curl --ntlm -s", "there is no URL"),
        ("curl -F 'a=<f' http://h/x", "taken as a file"),
    ],
)
def test_what_a_request_cannot_say_is_named(command: str, words: str) -> None:
    said = " ".join(str(problem) for problem in decode_curl(command).problems)

    assert words in said or words == "no scheme"


@pytest.mark.parametrize("text", ["", "curl", "curly http://h", "http://h/curl x", "wget http://h"])
def test_other_texts_are_no_curl_command(text: str) -> None:
    assert not is_curl(text)
    with pytest.raises(WorkbenchError):
        decode_curl(text)


@given(st.text(alphabet="-HdFXGuk @=;:'\"\\|$a1{}\n", max_size=60))
def test_any_command_is_read_or_refused(text: str) -> None:
    try:
        found = decode_curl(f"curl {text}")
    except WorkbenchError:
        return
    assert isinstance(found.spec, RequestSpec)


def test_data_that_is_not_in_the_command_is_told() -> None:
    found = decode_curl("curl http://h/x -d @- <<< a | jq")

    assert found.spec.body == NoBody()
    assert [problem.what.partition(":")[0] for problem in found.problems] == [
        "what follows the command is left out",
        "data from the standard input is left out",
    ]
