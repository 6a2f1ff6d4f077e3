import pytest

from workbench.errors import WorkbenchError
from workbench.formats.theme_toml import decode_theme
from workbench.preferences import Theme

TEXT = """\
name = "night"
dark = true
[colors]
primary = "#112233"
[method]
get = "#00ff00"
[status]
2xx = "#00FF00"
[json]
key = "#0000ff"
[ui]
border = "#333333"
[future]
x = 1
"""


def test_a_theme_has_flat_names() -> None:
    assert decode_theme(TEXT, "t.toml") == Theme(
        "night",
        True,
        {"primary": "#112233"},
        {
            "method-get": "#00ff00",
            "status-2xx": "#00FF00",
            "json-key": "#0000ff",
            "border": "#333333",
        },
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#00ff00", "green", 't.toml:6: "get" is not a colour\nhint: write it as "#rrggbb"'),
        ('"#333333"', "3", 't.toml:12: "border" is not a colour'),
        ("border", '"a;b"', 't.toml:12: "a;b" cannot name a colour'),
        ("primary", "secondary", "t.toml:3: the theme has no primary colour"),
        ('name = "night"', "", "name"),
        ("[ui]", "[[ui]]", 't.toml:11: "ui" must be a table'),
    ],
)
def test_a_wrong_theme_is_placed(old: str, new: str, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        decode_theme(TEXT.replace(old, new, 1), "t.toml")
