import pytest

from tests.bodies.viewing import shown
from workbench.bodies.kinds.csv import separator_of


def test_columns_stand_below_each_other() -> None:
    assert shown(b'name,n\n"Ada, L",1\nBob,22\n', "text/csv") == [
        "name   │  n",
        "Ada, L │  1",
        "Bob    │ 22",
    ]


@pytest.mark.parametrize(("head", "found"), [(b"a;b;c\n,", ";"), (b"a\tb", "\t"), (b"a", ",")])
def test_the_separator_is_found_in_the_first_line(head: bytes, found: str) -> None:
    assert separator_of(head) == found


def test_the_header_tells_tabs() -> None:
    assert shown(b"a,b\tc\n", "text/tab-separated-values; charset=utf-8") == ["a,b │ c"]
