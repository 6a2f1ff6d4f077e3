from workbench.formats.key_lines import key_lines

TEXT = """\
name = "A"
# a comment
[variables]
base = "http://h"
"odd.key" = '''
two lines'''
limit = { value = 3, description = "how many" }
[secrets.token]
source = "env:T"
[[params]]
name = "a"
[[params]]
name = "b"
"""


def test_every_key_has_its_line() -> None:
    lines = key_lines(TEXT)

    assert lines["name",] == 1
    assert lines["variables",] == 3
    assert lines["variables", "base"] == 4
    assert lines["variables", "odd.key"] == 5
    assert lines["variables", "limit"] == 7
    assert lines["variables", "limit", "value"] == 7
    assert lines["secrets", "token"] == 8
    assert lines["secrets", "token", "source"] == 9


def test_of_a_list_of_tables_the_first_counts() -> None:
    assert key_lines(TEXT)["params", "name"] == 11


def test_a_byte_order_mark_is_no_line() -> None:
    assert key_lines("\ufeffa = 1\r\nb = 2\r\n") == {(): 1, ("a",): 1, ("b",): 2}
