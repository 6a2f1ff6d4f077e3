import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.formats.edit_list import edited_list
from workbench.formats.places import Places

WORDS = st.lists(st.sampled_from("abcd"), max_size=5)


def changed(text: str, new: list[str]) -> str:
    places = Places(text)
    entry = places.entry(("l",))
    assert entry is not None
    old = tomllib.loads(text)["l"]
    return text[: entry.value.start] + edited_list(places, entry.value, old, new, "\n")


@given(WORDS, WORDS, st.sampled_from(["one", "lines", "comma", "odd"]))
@settings(deadline=None)
def test_any_list_becomes_any_other(old: list[str], new: list[str], style: str) -> None:
    quoted = [f'"{word}"' for word in old]
    text = {
        "one": f"[ {', '.join(quoted)} ]",
        "lines": "[\n" + "".join(f"  {word}, # {word}\n" for word in quoted) + "]",
        "comma": "[\n" + ",\n".join(quoted) + "\n]",
        "odd": "[\n" + ",".join(quoted) + "]",
    }[style]

    assert tomllib.loads(changed(f"l = {text}", new))["l"] == new


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("l = ['a', 'b']", ["a", "c"], "l = ['a', 'c']"),
        ("l = [\n  'a', # c\n]", ["b"], "l = [\n  'b', # c\n]"),
        ("l = [ 'a' ]", ["b", "a"], "l = [ \"b\", 'a' ]"),
        ("l = [\n\t'a' # c\n]", ["a", "b"], "l = [\n\t'a', # c\n\t\"b\",\n]"),
        ("l = [\n  # of b\n  'b',\n  'a',\n  # end\n]", ["a"], "l = [\n  'a',\n  # end\n]"),
        ("l = ['a']", [], "l = []"),
        ("l = []", ["a"], 'l = ["a"]'),
    ],
)
def test_kept_items_keep_their_text(text: str, new: list[str], expected: str) -> None:
    assert changed(text, new) == expected
