from dataclasses import replace

from workbench.engine.growing import GrowingRecord
from workbench.errors import Problem
from workbench.model import Captured, Exchange, Failure, Hop, Resolved, Verdict

ASKED = Resolved("users/get", "Get", "GET", "http://ada:secret@h/")
HOP = Hop("GET", "http://h/", (), 200, "OK", "HTTP/1.1", ())


def test_every_step_is_told_and_the_last_one_is_done() -> None:
    told: list[Exchange] = []
    record = GrowingRecord(7, ASKED, told.append, keep_body=True)
    record.ask("http://h/")
    record.head(HOP)
    record.grow(b"abc")
    record.end()

    assert [step.phase for step in told] == ["sending", "waiting", "receiving", "done"]
    assert record.exchange is told[-1]
    assert (told[-1].id, told[-1].request, told[-1].status, told[-1].size) == (
        7,
        "users/get",
        200,
        3,
    )
    assert told[-1].body is not None
    assert told[-1].body.read(0, 9) == b"abc"


def test_a_password_in_the_url_is_not_recorded() -> None:
    record = GrowingRecord(1, ASKED, lambda _: None, keep_body=True)

    assert "secret" not in record.exchange.url


def test_many_small_pieces_are_not_told_one_by_one() -> None:
    told: list[Exchange] = []
    record = GrowingRecord(1, ASKED, told.append, keep_body=True)
    record.head(HOP)
    for _ in range(10_000):
        record.grow(b"x")

    assert len(told) < 100
    assert told[-1].body is not None
    assert told[-1].body.size == 10_000  # the body itself grows without being told


def test_only_so_much_of_a_body_lies_in_memory() -> None:
    record = GrowingRecord(1, ASKED, lambda _: None, keep_body=True, body_memory=2)
    record.head(HOP)
    record.grow(b"abc")

    assert record.body is not None
    assert record.body.on_disk


def test_a_body_that_is_not_kept_is_counted() -> None:
    record = GrowingRecord(1, ASKED, lambda _: None, keep_body=False)
    record.head(HOP)
    record.grow(b"abc")
    record.end(Failure("body", Problem("cut short")))

    assert (record.exchange.body, record.exchange.size) == (None, 3)
    assert record.exchange.failure is not None


SECRET = Resolved("users/get", "Get", "GET", "http://h/?key=s3cret", secrets=frozenset({"s3cret"}))
SENT = replace(HOP, url="http://h/?key=s3cret", request_headers=(("X-Key", "s3cret"),))


def test_secrets_are_in_nothing_that_is_recorded_and_the_hops_can_be_revealed() -> None:
    record = GrowingRecord(1, SECRET, lambda _: None, keep_body=True)
    record.head(SENT)
    record.head(
        replace(HOP, request_headers=(("Authorization", "Bearer t0ken"),)), frozenset({"t0ken"})
    )
    record.judged(
        (Verdict('header "X" == "s3cret"', False, "s3cret", "t0ken", details=("- s3cret",)),),
        (
            Captured("a", "q", "has s3cret in it"),
            Captured("b", "q", "hidden", secret=True),
            Captured("c", "q", 7),
        ),
        attempts=2,
    )
    record.end(Failure("body", Problem("s3cret broke", hint="t0ken")))

    exchange = record.exchange
    assert exchange.secrets == {"s3cret", "t0ken", "hidden"}
    assert [hop.request_headers for hop in exchange.hops] == [
        (("X-Key", "•••"),),
        (("Authorization", "Bearer •••"),),
    ]
    assert [hop.request_headers for hop in exchange.revealed] == [
        (("X-Key", "s3cret"),),
        (("Authorization", "Bearer t0ken"),),
    ]
    assert [(c.value, c.secret) for c in exchange.captured] == [
        ("•••", True),
        ("•••", True),
        (7, False),
    ]
    assert exchange.attempts == 2
    assert exchange.failure == Failure("body", Problem("••• broke", hint="•••"))
    assert "s3cret" not in repr(exchange)
    assert "t0ken" not in repr(exchange)


def test_what_is_known_from_before_is_taken_out_as_well() -> None:
    record = GrowingRecord(1, ASKED, lambda _: None, keep_body=True, secrets=frozenset({"users"}))
    record.head(replace(HOP, url="http://h/users"))

    assert record.exchange.hops[0].url == "http://h/•••"


def test_what_is_captured_as_a_secret_is_taken_out_of_everything_at_once() -> None:
    record = GrowingRecord(1, ASKED, lambda _: None, keep_body=True)
    record.head(replace(HOP, headers=(("X-Token", "t0ken-1234"),)))
    verdict = Verdict("x == 1", False, actual="t0ken-1234", where="$.t0ken-1234")
    taken = record.judged((verdict,), (Captured("t", "header", "t0ken-1234", secret=True),), 1)
    record.end()

    assert taken[0].value == "t0ken-1234"
    assert "t0ken-1234" in record.exchange.secrets
    assert "t0ken" not in repr(replace(record.exchange, revealed=()))


def test_a_secret_is_never_cut_in_two() -> None:
    resolved = Resolved("a", "A", "GET", "http://h/", secrets=frozenset({"s3cret-token"}))
    record = GrowingRecord(1, resolved, lambda _: None, keep_body=True)

    for content in ("xxxx s3cret-token xxxx", b"xxxx s3cret-token xxxx"):
        assert not record.may_cut(content, 8)
    assert record.may_cut("x" * 99, 8)
    assert GrowingRecord(1, asking_nothing(), lambda _: None, keep_body=True).may_cut("xx", 1)


def asking_nothing() -> Resolved:
    return Resolved("a", "A", "GET", "http://h/")
