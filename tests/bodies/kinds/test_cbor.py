import cbor2
import pytest

from tests.bodies.viewing import fed, shown
from workbench.bodies.kinds.cbor import KIND, decode


def test_values_are_drawn_as_json() -> None:
    data = cbor2.dumps({1: "x", "b": [b"\xff", True]})

    assert shown(data, "application/cbor") == [
        "{", '  "1": "x",', '  "b": [', '    "base64:/w==",', "    true", "  ]", "}"
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"\xff", b"\x83\x01", b"\x81" * 5000])
def test_what_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        decode(data)
    assert not fed(data, KIND).ok
