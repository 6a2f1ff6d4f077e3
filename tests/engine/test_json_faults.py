import pytest

from workbench.engine.json_faults import json_fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{}", ""),
        ('{"a": "x {{b}} y", "c": "{{d}}"}', ""),
        ('{"a": }', "expecting value at its line 1, column 7"),
        ('{"a": "{{b}}"\n "c": 1}', "expecting ',' delimiter at its line 2, column 2"),
        ('{"a": "\\"{{b}}\\""}', ""),
        ('{"a": {{b}}, {{c}} }', ""),
        ('{"a": {{b}}', ""),
        ("1" * 5000, ""),
        ("[" * 100_000, ""),
    ],
)
def test_a_text_is_json_or_tells_why_not(text: str, fault: str) -> None:
    assert json_fault(text) == fault
