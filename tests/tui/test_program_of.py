import pytest

from workbench.tui.program_of import program_of

PROGRAMS = {"image/png": "png", "Image/*": "image", "application/json": "jq ."}


@pytest.mark.parametrize(
    ("kind", "program"),
    [("image/PNG; x=1", "png"), ("image/gif", "image"), ("application/json", "jq ."),
     ("text/plain", ""), ("", "")],
)  # fmt: skip
def test_the_closest_type_wins(kind: str, program: str) -> None:
    assert program_of(PROGRAMS, kind) == program


def test_a_program_can_be_for_all_else() -> None:
    assert program_of({**PROGRAMS, "*/*": "less"}, "text/plain") == "less"
