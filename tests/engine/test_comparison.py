from dataclasses import replace

import pytest

from workbench.engine.comparison import Difference, Part, compare, differs
from workbench.engine.history import KeptBytes
from workbench.errors import Problem
from workbench.model import Baseline, Exchange, Failure, HeaderList, Hop


def exchange(
    body: bytes = b"",
    *,
    kind: str = "application/json",
    status: int = 200,
    url: str = "http://x/",
    headers: HeaderList = (),
    asked: HeaderList = (),
) -> Exchange:
    fields = (("Content-Type", kind), *headers)
    hop = Hop("GET", url, asked, status, "OK" if status == 200 else "", "HTTP/1.1", fields)
    return Exchange(
        1, "a", "A", "GET", url, 0.0, "done", (hop,), KeptBytes(body), len(body), elapsed=0.5
    )


def parts(old: Exchange, new: Exchange) -> dict[str, Part]:
    return {part.title: part for part in compare(old, new)}


def told(part: Part) -> list[str]:
    return [f"{difference.sign} {difference.text}" for difference in part.differences]


def test_two_that_are_the_same_do_not_differ() -> None:
    found = compare(exchange(b"[1]"), exchange(b"[1]"))

    assert not differs(found)
    assert found[3] == Part("Body", note="the same, 3 B")
    assert found[4] == Part("Time", note="500 ms → 500 ms")


def test_bodies_of_json_are_compared_value_by_value() -> None:
    old = exchange(b'{"id": 1, "tags": ["a"], "gone": null}')
    new = exchange(b'{"tags": ["a", "b"], "id": 2}')

    body = parts(old, new)["Body"]

    assert told(body) == ["~ $.id: 1 → 2", '+ $.tags[1]: "b"', "- $.gone: null"]
    assert differs((body,))


def test_json_that_is_only_written_in_another_way_does_not_differ() -> None:
    assert parts(exchange(b"[1,2]"), exchange(b"[1, 2]"))["Body"] == Part(
        "Body", note="the same values, written in another way"
    )


def test_what_may_differ_does_not_and_is_told() -> None:
    old, new = (
        exchange(b'{"at": 1, "n": 1.0, "l": [1, 2]}'),
        exchange(b'{"at": 2, "n": 1.05, "l": [2, 1]}'),
    )
    rules = Baseline(ignore=("$.at",), unordered=("$.l",), tolerance=0.1)
    body = compare(old, new, rules)[3]

    assert body == Part(
        "Body", (), "the same values, apart from $.at, $.l in any order, numbers within 0.1"
    )
    assert told(compare(old, new, Baseline(ignore=("$.l",)))[3]) == [
        "~ $.at: 1 → 2",
        "~ $.n: 1.0 → 1.05",
    ]


def test_other_texts_are_compared_line_by_line() -> None:
    many = b"".join(b"%d\n" % n for n in range(20))
    old, new = exchange(many, kind="text/plain"), exchange(many + b"end\n", kind="text/plain")

    assert told(parts(old, new)["Body"]) == ["@ 18", "  17", "  18", "  19", "+ end"]


def test_json_beside_something_else_is_compared_as_text() -> None:
    assert told(parts(exchange(b"[1]"), exchange(b"oops"))["Body"]) == ["- [1]", "+ oops"]


def test_bytes_that_are_no_text_only_differ() -> None:
    body = parts(exchange(b"\xff\x00"), exchange(b"\xff\x01\x02"))["Body"]

    assert body == Part("Body", note="not text: 2 B and 3 B that differ")


def test_what_was_asked_and_the_status_are_compared() -> None:
    found = parts(
        exchange(url="http://x/1", asked=(("Host", "x"), ("X-A", "1"))),
        exchange(url="http://x/2", status=404, asked=(("Host", "x"), ("x-a", "2"))),
    )

    assert told(found["Request"]) == ["- GET http://x/1", "+ GET http://x/2", "~ x-a: 1 → 2"]
    assert told(found["Status"]) == ["- HTTP/1.1 200 OK", "+ HTTP/1.1 404"]


def test_what_was_sent_is_compared_if_anything_was() -> None:
    def sending(body: bytes | None) -> Exchange:
        plain = exchange()
        return replace(plain, hops=(replace(plain.hops[0], request_body=body),))

    assert "Request body" not in parts(sending(None), sending(b""))
    body = parts(sending(b'{"a": 1}'), sending(b'{"a": 2}'))["Request body"]
    assert told(body) == ["~ $.a: 1 → 2"]


def test_a_failure_stands_in_the_place_of_the_status() -> None:
    failed = replace(
        exchange(), hops=(), body=None, failure=Failure("dns", Problem("no address found"))
    )

    found = parts(exchange(b"[1]"), failed)

    assert told(found["Status"]) == ["- HTTP/1.1 200 OK", "+ no address found"]
    assert told(found["Body"]) == ["- [1]"]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ([("A", "1")], [("a", "1")], []),
        ([("A", "1")], [], ["- A: 1"]),
        ([], [("A", "1"), ("A", "2")], ["+ A: 1", "+ A: 2"]),
        ([("A", "1"), ("A", "2")], [("A", "2"), ("A", "3")], ["- A: 1", "+ A: 3"]),
        (
            [("A", "1"), ("A", "2")],
            [("A", "2"), ("A", "1")],
            ["~ A: the same values in another order"],
        ),
    ],
)
def test_headers_are_compared_by_name(
    old: list[tuple[str, str]], new: list[tuple[str, str]], lines: list[str]
) -> None:
    found = parts(exchange(headers=tuple(old)), exchange(headers=tuple(new)))

    assert told(found["Headers"]) == lines


def test_secrets_are_taken_out_before_anything_is_shown() -> None:
    secret = frozenset({"secret-token-1"})
    old = replace(exchange(b'{"key": "a", "t": "secret-token-1"}'), secrets=secret)
    new = exchange(b'{"key": "b", "t": "\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2"}')

    assert parts(old, new)["Body"].differences == (Difference("~", '$.key: "a" → "b"'),)
