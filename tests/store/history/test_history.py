import os
from pathlib import Path

import pytest

from workbench.store.history import Filter, History, Limits, parse_filter

from .records import record


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history")


@pytest.fixture
def filled(history: History) -> History:
    """Numbers 1 to 5, in their order."""
    history.add(
        [
            record(10, name="Find users", url="http://x/find?q=100%25_a"),
            record(20, method="POST", status=201, environment="prod"),
            record(30, method="POST", status=404, environment=None),
            record(40, request="auth/login", name="Log in", url="http://x/login", status=503),
            record(50, request="auth/logout", name="Log out", url="http://x/logout"),
        ]
    )
    return history


def test_entries_are_found_newest_first(filled: History) -> None:
    numbers = filled.find()

    assert [*numbers] == [5, 4, 3, 2, 1]
    assert [entry.name for entry in filled.entries(numbers[:2])] == ["Log out", "Log in"]
    assert [*filled.find(after=3)] == [5, 4]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("LOG", [5, 4]),
        ("users x", [1]),
        ("100%25_a", [1]),
        ("%", [1]),
        ("_", [1]),
        ("\\", []),
        ("auth/", [5, 4]),
        ("status:4xx", [3]),
        ("status:2xx,503", [5, 4, 2, 1]),
        ("method:post env:prod", [2]),
        ("env:LOCAL", [5, 4, 1]),
        ("request:AUTH/login", [4]),
        ("since:20s", [5, 4, 3]),
        ("before:20s", [2, 1]),
        ("is:failed", [4, 3]),
        ("nothing-like-this", []),
        ("'; DROP TABLE entries; --", []),
    ],
)
def test_a_filter_lets_through_what_it_describes(
    filled: History, words: str, numbers: list[int]
) -> None:
    assert [*filled.find(parse_filter(words, now=50.0))] == numbers


def test_words_are_found_in_any_case_of_any_alphabet(filled: History) -> None:
    filled.add([record(60, name="ÄPFEL und Straße")])

    assert [*filled.find(parse_filter("äpfel STRAßE", 0.0))] == [6]


def test_the_latest_of_a_request_is_found(filled: History) -> None:
    found = filled.latest("users")

    assert found is not None
    assert found.exchange.status == 404
    assert filled.latest("nothing") is None


def test_what_was_deleted_is_gone_and_its_number_is_not_used_again(filled: History) -> None:
    filled.delete([5, 2])
    filled.add([record(60)])

    assert [*filled.find()] == [6, 4, 3, 1]
    assert filled.record(5) is None
    assert [entry.number for entry in filled.entries([5, 4, 2])] == [4]


def test_what_was_deleted_comes_back_to_where_it_was(filled: History) -> None:
    deleted = filled.record(3)
    assert deleted is not None
    filled.delete([3])
    filled.add([record(60)])
    filled.restore(3, deleted)
    filled.restore(4, deleted)  # which is there

    assert [*filled.find()] == [6, 5, 4, 3, 2, 1]
    assert filled.record(3) == deleted
    assert filled.record(4) != deleted


def test_nothing_of_what_was_deleted_stays_in_the_files(tmp_path: Path, history: History) -> None:
    history.add([record(body=b"\x00canary\x01"), record(name="another")])
    history.delete([1])

    files = b"".join(path.read_bytes() for path in (tmp_path / "history").iterdir())
    assert b"canary" not in files
    assert b"another" in files

    history.clear()
    assert history.forget(own=True)
    assert [*history.find()] == []
    files = b"".join(path.read_bytes() for path in (tmp_path / "history").iterdir())
    assert b"another" not in files


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    history = History(tmp_path / "history", Limits(entries=3))
    history.add(record(number) for number in range(5))
    history.add([record(5)])

    assert [*history.find()] == [6, 5, 4]


def test_the_oldest_go_when_they_are_too_large(tmp_path: Path) -> None:
    history = History(tmp_path / "history", Limits(octets=10_000))
    history.add(record(number, body=os.urandom(3000)) for number in range(5))

    assert [*history.find()] == [5, 4]


def test_entries_follow_a_request_or_a_folder_to_its_new_id(filled: History) -> None:
    filled.follow("auth", "sign-in")
    filled.follow("users", "people")

    names = [entry.request for entry in filled.entries(filled.find())]
    assert names == ["sign-in/logout", "sign-in/login", "people", "people", "people"]


def test_many_numbers_are_found_at_once(history: History) -> None:
    history.add(record(number, body=b"") for number in range(2500))

    numbers = history.find(Filter(words=("users",)))

    assert len(numbers) == 2500
    assert len(history.entries(numbers)) == 2500
    history.delete(numbers)
    assert [*history.find()] == []


def test_a_closed_history_opens_again(filled: History) -> None:
    filled.close()

    assert len(filled.find()) == 5


def test_an_entry_is_replaced_in_its_place(tmp_path: Path, history: History) -> None:
    assert history.newest() == 0
    history.add([record(1, name="one swordfish"), record(2, name="two")])
    (second, first) = history.find()
    history.amend(first, record(1, name="one"))
    history.amend(99, record(3, name="not there"))

    assert history.newest() == second
    assert [entry.name for entry in history.entries(history.find())] == ["two", "one"]
    history.close()
    files = (path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"swordfish" not in b"".join(files)
