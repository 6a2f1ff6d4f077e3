import msgspec
import pytest

from tests.bodies.viewing import fed, shown
from workbench.bodies.kinds.msgpack import KIND, decode


def test_values_are_drawn_as_json() -> None:
    data = msgspec.msgpack.encode({"a": [1, None, b"\x00"], "é": 1.5})

    assert shown(data, "application/msgpack") == [
        "{", '  "a": [', "    1,", "    null,", '    "base64:AA=="', "  ],", '  "é": 1.5', "}"
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"\xc1", b"\x93\x01", b"\x91" * 5000])
def test_what_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        decode(data)
    assert not fed(data, KIND).ok
