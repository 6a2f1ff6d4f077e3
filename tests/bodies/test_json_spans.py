import json

import pytest
from hypothesis import given

from workbench.bodies.json_spans import span_in, spanned

from .growing import JSON_VALUES as VALUES


def test_values_know_their_bytes() -> None:
    data = rb'{"a": [1.50, "\u00e9"], "b": {"c": null}}'
    value = spanned(data)

    assert value == {"a": [1.5, "é"], "b": {"c": None}}
    assert span_in(value, ()) is None
    for keys, sent in ((("a", 0), b"1.50"), (("a", 1), rb'"\u00e9"'), (("b",), b'{"c": null}')):
        start, end = span_in(value, keys) or (0, 0)
        assert data[start:end] == sent


@given(VALUES)
def test_they_are_the_values_of_any_parser(value: object) -> None:
    assert spanned(json.dumps(value).encode()) == value
    assert spanned(json.dumps(value, ensure_ascii=False, indent=1).encode()) == value


@pytest.mark.parametrize("data", [b"", b"[", b"]", b"[1}", b"1 2", b'{"a"}x', b"[tru]"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        spanned(data)
