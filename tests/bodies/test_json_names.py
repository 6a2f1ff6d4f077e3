import pytest

from workbench.bodies.json_names import decoded_name, path_step


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (b'"a"', "a"),
        (b'"\\u00e9\\n"', "é\n"),
        (b'"\xff"', "�"),
        (b'"\\x"', "\\x"),
        (b"bare", "bare"),
    ],
)
def test_a_key_stands_for_a_name(key: bytes, name: str) -> None:
    assert decoded_name(key) == name


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("id", ".id"),
        ("naïve_1", ".naïve_1"),
        ("1st", "['1st']"),
        ("", "['']"),
        ("it's \\ \n\x01", "['it\\'s \\\\ \\n\\u0001']"),
    ],
)
def test_a_step_selects_a_name(name: str, step: str) -> None:
    assert path_step(name) == step
