from typing import Any

import pytest

from workbench.errors import WorkbenchError
from workbench.formats.options_table import decode_options, encode_options
from workbench.formats.typed import Source
from workbench.model import Options

SOURCE = Source("[auth]\ntype = 1\n[options]\ntimeout = -1\n", "a.toml")


def test_options_read_back() -> None:
    options = Options(timeout=1.5, follow_redirects=False, max_redirects=0, http_version="2")

    assert decode_options(encode_options(options), SOURCE) == options
    assert encode_options(Options(verify=False, app="shop:app")) == {
        "verify": False,
        "app": "shop:app",
    }


@pytest.mark.parametrize("timeout", [-1, float("inf"), float("nan"), "1", True])
def test_a_time_that_is_none_is_refused(timeout: Any) -> None:
    with pytest.raises(WorkbenchError, match=r"a\.toml:4"):
        decode_options({"timeout": timeout}, SOURCE)


def test_a_word_that_is_no_choice_is_refused() -> None:
    with pytest.raises(WorkbenchError, match=r'"options.http_version" cannot be "3"'):
        decode_options({"http_version": "3"}, SOURCE)
