from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import Problem, WorkbenchError
from workbench.store.env_file import decode_env, load_env_file


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A=1", "1"),
        ("A=1\r\n", "1"),
        ("  export  A = 1  \n", "1"),
        ("A=", ""),
        ("A=''", ""),
        ("A=a b # comment", "a b"),
        ("A=a#b", "a#b"),
        ("A=# comment", "# comment"),
        ("A=\t# comment", ""),
        ("A='a # b' # comment", "a # b"),
        ('A="a # b"# comment', "a # b"),
        (r"A='\n'", r"\n"),
        (r'A="a\n\t\"\\\$"', 'a\n\t"\\$'),
        ("A='two\nlines'", "two\nlines"),
        ('A="-----BEGIN KEY-----\nabc\n"', "-----BEGIN KEY-----\nabc\n"),
        ("A=x=y==", "x=y=="),
        ("A=it's", "it's"),
        ("A=1\nA=2", "2"),
        ("\ufeffA=1", "1"),
    ],
)
def test_a_value_is_read_as_it_is_written(text: str, value: str) -> None:
    assert decode_env(text, ".env") == {"A": value}


@pytest.mark.parametrize("value", ["$(touch pwned)", "`id`", "$HOME", "${HOME}", "~/x", "{{x}}"])
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_nothing_is_expanded_or_run(value: str, quote: str) -> None:
    assert decode_env(f"A={quote}{value}{quote}\n", ".env") == {"A": value}


def test_comments_and_empty_lines_say_nothing() -> None:
    assert decode_env("# A=1\n\n   \n\t# x\nB=2\n# end", ".env") == {"B": "2"}


def test_every_bad_line_is_told_without_its_value() -> None:
    text = "A=1\njust words\n2B=secret\nC='secret\n"

    with pytest.raises(WorkbenchError) as caught:
        decode_env(text, "shop/.env")

    assert caught.value.problems == (
        Problem('a line without "="', "shop/.env:2", "write NAME=value"),
        Problem('"2B" is not a name for a value', "shop/.env:3"),
        Problem("a closing quote is missing, or something follows it", "shop/.env:4"),
    )


@given(st.text(st.characters(exclude_characters="'\r", codec="utf-8")))
def test_any_text_survives_single_quotes(value: str) -> None:
    assert decode_env(f"A='{value}'\n", ".env") == {"A": value}


@given(st.text(alphabet="AB=#'\" \\\n\t$x"))
def test_any_text_is_read_or_told(text: str) -> None:
    with suppress(WorkbenchError):  # and nothing else
        assert all(name in text for name in decode_env(text, ".env"))


def test_a_long_value_takes_no_time() -> None:
    value = "a #" * 300_000 + "x"

    assert decode_env(f"A='{value}'", ".env") == {"A": value}
    with pytest.raises(WorkbenchError, match="closing quote"):
        decode_env(f"A='{value}", ".env")
    assert decode_env(f"A=a{' ' * 1_000_000}b", ".env")["A"].endswith("b")


def test_the_file_lies_in_the_collection(tmp_path: Path) -> None:
    assert load_env_file(tmp_path) == {}
    (tmp_path / ".env").write_text("A=1\n")
    assert load_env_file(tmp_path) == {"A": "1"}
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / ".env").symlink_to("../.env")

    with pytest.raises(WorkbenchError, match="outside of the collection"):
        load_env_file(tmp_path / "outside")
