from time import thread_time

import pytest

from workbench.bodies.code.json_lines import JsonLines

from .reading import read


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('"a": 1', [("key", '"a"'), ("punct", ":"), ("number", "1")]),
        (r'"a\"b" , "c', [("string", r'"a\"b"'), ("punct", ","), ("string", '"c')]),
        ("[true, nul]", [("punct", "["), ("word", "true"), ("punct", ","), ("fault", "nul"),
                         ("punct", "]")]),
        ("-1.5e+3", [("number", "-1.5e+3")]),
        ('{"n": {{age}}}', [("punct", "{"), ("key", '"n"'), ("punct", ":"), ("punct", "}")]),
    ],
)  # fmt: skip
def test_the_parts_of_a_line(line: str, expected: list[tuple[str, str]]) -> None:
    assert read(JsonLines(), line) == expected


def test_a_hostile_line_is_read_in_time() -> None:
    began = thread_time()
    for line in ('"' + "\\" * 9_999, "{{" * 5_000, '"a' * 5_000, "[" * 9_999, "1" * 9_999):
        read(JsonLines(), line)

    assert thread_time() - began < 10
