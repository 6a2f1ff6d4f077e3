import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.formats.edit import Document
from workbench.formats.write import dotted

KEYS = st.sampled_from(["a", "b", "c d", ""])
PATHS = st.lists(KEYS, min_size=1, max_size=3).map(tuple)
TREES = st.recursive(
    st.integers(0, 9) | st.text("x'\"\n", max_size=3) | st.lists(st.integers(0, 9), max_size=2),
    lambda inner: st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def written(tree: dict[str, Any], path: tuple[str, ...] = ()) -> str:
    """Return a text with a header for every table."""
    document = Document("")
    for key, plain in tree.items():
        if isinstance(plain, dict) and plain:
            continue
        document.set((key,), plain)
    text = document.text
    for key, plain in tree.items():
        if isinstance(plain, dict) and plain:
            text += f"[{dotted((*path, key))}]\n" + written(plain, (*path, key))
    return text


@given(st.dictionaries(KEYS, TREES, max_size=3), PATHS, st.integers(0, 9))
@settings(deadline=None)
def test_setting_and_removing_any_key_changes_that_key_alone(
    tree: dict[str, Any], path: tuple[str, ...], plain: int
) -> None:
    text = written(tree)
    assert tomllib.loads(text) == tree
    wanted = tomllib.loads(text)
    here = wanted
    for part in path[:-1]:
        here = here.setdefault(part, {})
        if not isinstance(here, dict):
            return  # the path leads through a single value
    here[path[-1]] = plain
    document = Document(text)

    document.set(path, plain)

    assert tomllib.loads(document.text) == wanted
    document.remove(path)
    del here[path[-1]]
    assert _without_empty(tomllib.loads(document.text)) == _without_empty(wanted)


def _without_empty(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    kept = {key: _without_empty(value) for key, value in tree.items()}
    return {key: value for key, value in kept.items() if value != {}}


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("", ("a",), "a = 9\n"),
        ("b = 1", ("a",), "b = 1\na = 9"),
        ("[t]\nb = 1\n", ("t", "a"), "[t]\nb = 1\na = 9\n"),
        ("[t]\n\n# u\n[u]\n", ("t", "a"), "[t]\na = 9\n\n# u\n[u]\n"),
        ("[t]\nb = 1\n# of t\n", ("u", "a"), "[t]\nb = 1\n# of t\n\n[u]\na = 9\n"),
        ("[t]\nb = 1", ("u", "a"), "[t]\nb = 1\n\n[u]\na = 9"),
        ("t = { b = 1 }\n", ("t", "u", "a"), "t = { b = 1, u.a = 9 }\n"),
        ("t = {}\n", ("t", "a"), "t = { a = 9 }\n"),
        ("t.b = 1\nc = 2\n", ("t", "a"), "t.b = 1\nt.a = 9\nc = 2\n"),
        ("[[a]]\nb = 1\n[c]\n", ("a",), "a = 9\n\n[c]\n"),
        ("a.b = 1\n", ("a",), "a = 9\n"),
    ],
)
def test_a_new_key_goes_where_it_belongs(text: str, path: tuple[str, ...], expected: str) -> None:
    document = Document(text)

    document.set(path, 9)

    assert document.text == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a = 1 # c\nb = 2\n", ("a",), "b = 2\n"),
        ("t = { a = 1, b = 2 }", ("t", "a"), "t = { b = 2 }"),
        ("t = { a = 1, b = 2 }", ("t", "b"), "t = { a = 1 }"),
        ("t = { a = 1 }", ("t", "a"), "t = {}"),
        ("x = 1\n\n[a]\nb = 1\n\n[c]\n", ("a",), "x = 1\n\n[c]\n"),
        ("x = 1\r\n\r\n[a]\r\nb = 1\r\n\r\n[c]\r\n", ("a",), "x = 1\r\n\r\n[c]\r\n"),
        ("[a.b]\n[c]\n[a.d]\n", ("a",), "[c]\n"),
        ("x = 1", ("a",), "x = 1"),
    ],
)
def test_a_removed_key_leaves_no_trace(text: str, path: tuple[str, ...], expected: str) -> None:
    document = Document(text)

    document.remove(path)

    assert document.text == expected


def test_a_key_changes_its_name_in_place() -> None:
    document = Document("[t]\na  = 1 # c\nb.c = 2\n")

    assert document.rename(("t", "a"), "x y")
    assert not document.rename(("t", "b"), "d")
    assert document.text == '[t]\n"x y"  = 1 # c\nb.c = 2\n'


def test_a_line_can_be_taken_elsewhere() -> None:
    document = Document("[t]\n a = 1 # c\nb = 2\nu = { v = 1 }\n")
    line = document.line(("t", "a"))
    document.remove(("t", "a"))

    assert line == " a = 1 # c\n"
    assert document.insert_line(line, ("t",), "b")
    assert document.text == "[t]\nb = 2\n a = 1 # c\nu = { v = 1 }\n"
    assert document.line(("t", "u", "v")) is None
    assert not document.insert_line(line, ("missing",), None)


def test_a_key_is_added_first_or_after_another() -> None:
    document = Document("[t]\na = 1\n")

    document.insert(("t", "b"), 2, None)
    document.insert(("t", "c"), 3, "b")

    assert document.text == "[t]\nb = 2\nc = 3\na = 1\n"


def test_a_list_of_tables_is_added_as_one() -> None:
    document = Document("a = 1\n")

    document.set(("t",), [{"n": 1}, {"n": 2}])

    assert document.text == "a = 1\n\n[[t]]\nn = 1\n\n[[t]]\nn = 2\n"


def test_a_list_that_is_missing_is_added() -> None:
    document = Document("")

    document.set_list(("l",), [], ["a"])

    assert document.text == 'l = ["a"]\n'
    assert document.has_one_value(("l",))
    assert not document.has_one_value(("m",))
