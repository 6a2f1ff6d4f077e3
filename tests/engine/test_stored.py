from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from workbench.engine.order import Order
from workbench.engine.stored import StoredResponses, accept_response, file_of, load_stored
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Baseline,
    Exchange,
    Failure,
    Hop,
    RequestSpec,
    SavedRequest,
    StoredJson,
    Verdict,
)
from workbench.store.collection_store import CollectionStore

HOP = Hop("GET", "http://h", (), 200, "OK", "HTTP/1.1", (("Content-Type", "application/json"),))


class Body:
    content = b'{"id": 7, "token": "s3cret"}'
    size = len(content)

    def read(self, start: int, length: int) -> bytes:
        return self.content[start : start + length]


DONE = Exchange(1, "users", "U", "GET", "http://h", 0.0, "done", (HOP,), Body(), Body.size)


@pytest.fixture
def store(tmp_path: Path) -> CollectionStore:
    (tmp_path / "collection.toml").write_text('format = 1\nname = "Shop"\n')
    (tmp_path / "users.toml").write_text('url = "http://h"\n[baseline]\n')
    (tmp_path / "plain.toml").write_text('url = "http://h"\n')
    return CollectionStore(tmp_path)


def order(store: CollectionStore, name: str = "users") -> Order:
    collection = store.load()
    found = collection.find(name)
    assert isinstance(found, SavedRequest)
    return Order(collection, found.spec, name)


def test_what_is_accepted_is_what_is_found_and_can_be_accepted_again(
    store: CollectionStore,
) -> None:
    asked = order(store)
    assert load_stored(store, asked) is None

    assert accept_response(store, asked.spec, DONE) == "users.baseline.toml"
    assert accept_response(store, asked.spec, DONE) is None
    stored = load_stored(store, asked)
    assert stored is not None
    assert stored.body == StoredJson({"id": 7, "token": "s3cret"})

    moved = replace(DONE, hops=(replace(HOP, status=404),))
    accept_response(store, asked.spec, moved)
    again = load_stored(store, asked)
    assert again is not None
    assert again.status == 404


def test_a_request_without_a_baseline_has_none(store: CollectionStore) -> None:
    plain = order(store, "plain")

    assert load_stored(store, plain) is None
    assert load_stored(store, replace(order(store), request="")) is None
    with pytest.raises(WorkbenchError, match="there is no baseline"):
        accept_response(store, plain.spec, DONE)


def test_neither_half_a_response_nor_one_with_a_secret_is_stored(store: CollectionStore) -> None:
    spec: RequestSpec = order(store).spec
    half = replace(DONE, failure=Failure("body", Problem("cut")))

    with pytest.raises(WorkbenchError, match="no whole response"):
        accept_response(store, spec, half)
    with pytest.raises(WorkbenchError, match="the response holds a secret"):
        accept_response(store, spec, replace(DONE, secrets=frozenset({"s3cret"})))
    assert load_stored(store, order(store)) is None


def test_a_secret_in_an_ignored_place_is_stored_masked(store: CollectionStore) -> None:
    class Deep(Body):
        content = b'{"id": 7, "auth": {"by s3cret": ["s3cret", 5], "pin": 4711}}'
        size = len(content)

    asked = order(store)
    asked = replace(asked, spec=replace(asked.spec, baseline=Baseline(ignore=("$.auth",))))
    told = replace(DONE, body=Deep(), secrets=frozenset({"s3cret", "4711"}))

    judged = StoredResponses(store).accept(asked, told)

    text = (store.root / "users.baseline.toml").read_text()
    stored = load_stored(store, asked)
    assert stored is not None
    assert stored.body == StoredJson({"id": 7, "auth": {"by •••": ["•••", 5], "pin": "•••"}})
    assert "s3cret" not in text
    assert all(verdict.passed for verdict in judged.verdicts)
    assert accept_response(store, asked.spec, told) is None
    with pytest.raises(WorkbenchError, match="the response holds a secret"):
        accept_response(store, asked.spec, replace(told, secrets=frozenset({"s3cret", "id"})))


@pytest.mark.parametrize(
    "content", [b"status = = 1", b"\xff\xfe", b'status = "x"', b"", b"<<<<<<< ours\n", None]
)
def test_a_file_that_cannot_be_read_is_named(store: CollectionStore, content: bytes | None) -> None:
    file = store.root / "users.baseline.toml"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)

    for load in (partial(load_stored, store), StoredResponses(store).load):
        with pytest.raises(WorkbenchError, match=r"users\.baseline\.toml") as raised:
            load(order(store))
        assert all(problem.where for problem in raised.value.problems)


def test_an_accepted_response_is_judged_by_itself(store: CollectionStore) -> None:
    responses, asked = StoredResponses(store), order(store)
    assert responses.load(asked) is None
    passed = Verdict("status == 200", passed=True)
    missing = Verdict("baseline", passed=False)

    judged = responses.accept(asked, replace(DONE, verdicts=(passed, missing)))

    assert [(verdict.check, verdict.passed) for verdict in judged.verdicts] == [
        ("status == 200", True),
        ("baseline: status", True),
        ("baseline: body", True),
    ]
    moved = replace(judged, hops=(replace(HOP, status=404),))
    assert all(verdict.passed for verdict in responses.accept(asked, moved).verdicts)


def test_a_stored_response_that_changed_meanwhile_is_not_written_over_unseen(
    store: CollectionStore,
) -> None:
    responses, asked = StoredResponses(store), order(store)
    responses.load(asked)
    file = store.root / "users.baseline.toml"
    file.write_text("status = 500\n")

    with pytest.raises(WorkbenchError, match="has changed on disk"):
        responses.accept(asked, DONE)
    assert file.read_text() == "status = 500\n"
    assert all(verdict.passed for verdict in responses.accept(asked, DONE).verdicts)
    assert "status = 200" in file.read_text()


def test_without_a_baseline_nothing_can_be_accepted(store: CollectionStore) -> None:
    with pytest.raises(WorkbenchError, match="there is no baseline"):
        StoredResponses(store).accept(order(store, "plain"), DONE)


def test_a_stored_response_lies_beside_its_request() -> None:
    assert file_of("a/b", Baseline()) == "a/b.baseline.toml"
    assert file_of("a/b", Baseline(file="c.baseline.toml")) == "a/c.baseline.toml"
    assert file_of("b", Baseline(file="c.baseline.toml")) == "c.baseline.toml"
