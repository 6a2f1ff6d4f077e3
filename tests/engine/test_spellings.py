"""A quick look tells whether a secret may be there, and never that it is not when it is."""

import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.spellings import Haystack, Spellings, spellings_of


@pytest.mark.parametrize("before", ["", "%", "%25", "\\", "\\\\", "&", "&#", "&#x", "u00", "C:\\"])
@given(data=st.data())
def test_what_precedes_a_secret_does_not_hide_it(before: str, data: st.DataObject) -> None:
    letters = st.sampled_from('aA41bfnrtux0"/ %\\&+#;<é😀_')
    secret = data.draw(st.text(letters, min_size=1, max_size=12))
    spelled = "".join(data.draw(st.sampled_from(_spelled(letter))) for letter in secret)
    content = f"{before}{spelled}".encode()

    spellings = Spellings(secret)
    assert spellings.may_be_in(Haystack(content)) or not spellings.pattern.search(content)


def _spelled(letter: str) -> list[str]:
    return [
        letter,
        quote(letter, safe=""),
        "".join(f"%25{octet:02x}" for octet in letter.encode()),
        json.dumps(letter)[1:-1],
        json.dumps(json.dumps(letter)[1:-1])[1:-1],
        html.escape(letter),
        f"&#{ord(letter)};",
        f"&#x00{ord(letter):x};",
    ]


@pytest.mark.parametrize("content", [b"", b"nothing to see", b"%73words", b"c3dvcmRz"])
def test_what_is_not_there_is_not_looked_at_closely(content: bytes) -> None:
    assert not Spellings("swordfish").may_be_in(Haystack(content))


def test_the_spellings_of_a_secret_are_made_once() -> None:
    assert spellings_of("swordfish") is spellings_of("swordfish")
