from dataclasses import replace

from workbench.engine.history import KeptBytes
from workbench.tui.kept import kept

from .samples import exchange


def test_a_body_without_its_end_is_said_to_be_one() -> None:
    whole = replace(exchange(-1), body=KeptBytes(b"x" * 2000))

    cut = kept(replace(whole, body=KeptBytes(b"x" * 2000, is_cut=True)))

    assert cut == f"{kept(whole)}, the first 2.00 kB of its body"
