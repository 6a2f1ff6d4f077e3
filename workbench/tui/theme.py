"""Themes from files, as Textual wants them."""

from collections.abc import Iterable

from textual.theme import Theme as TextualTheme

from workbench.preferences import Theme

from .contrast import quiet_colors

# What a theme that does not know our names, such as one of Textual's own, falls back to.
DEFAULTS = {
    "method-get": "$success",
    "method-post": "$warning",
    "method-put": "$secondary",
    "method-patch": "$secondary",
    "method-delete": "$error",
    "method-head": "$primary",
    "method-options": "$primary",
    "method-other": "$accent",
    "method-websocket": "$accent",
    "method-graphql": "$secondary",
    "method-events": "$primary",
    "status-1xx": "$primary",
    "status-2xx": "$success",
    "status-3xx": "$secondary",
    "status-4xx": "$warning",
    "status-5xx": "$error",
    "json-key": "$primary",
    "json-string": "$success",
    "json-number": "$warning",
    "json-word": "$secondary",
    "json-punct": "$foreground",
    "diff-added": "$success",
    "diff-removed": "$error",
    "diff-changed": "$warning",
    "diff-same": "$foreground",
    "chart-bar": "$accent",
    "chart-line": "$primary",
    "chart-failed": "$error",
    "chart-axis": "$foreground",
}
PRIMARY = "#7aa2f7"  # the one colour that Textual cannot make up
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
PROTOCOLS = {"WS": "websocket", "GQL": "graphql", "SSE": "events"}  # in the place of methods


def textual_theme(theme: Theme) -> TextualTheme:
    """Return the theme in Textual's form."""
    color = theme.colors.get
    return TextualTheme(
        name=theme.name,
        dark=theme.dark,
        primary=color("primary", PRIMARY),
        secondary=color("secondary"),
        accent=color("accent"),
        foreground=color("foreground"),
        background=color("background"),
        surface=color("surface"),
        panel=color("panel"),
        success=color("success"),
        warning=color("warning"),
        error=color("error"),
        variables=dict(theme.variables),
    )


def variable_defaults(base: dict[str, str]) -> dict[str, str]:
    """Return our variables with references to a theme's base colours filled in."""
    named = {name: base[value.removeprefix("$")] for name, value in DEFAULTS.items()}
    return named | quiet_colors(base)


def method_color(method: str) -> str:
    """Return the variable for the colour of a method, or of what stands in its place."""
    name = PROTOCOLS.get(method) or (method.lower() if method.upper() in METHODS else "other")
    return f"$method-{name}"


def status_color(status: int | None) -> str:
    """Return the variable for a status code's colour; no status is an error's."""
    return f"$status-{status // 100}xx" if status and 100 <= status < 600 else "$error"


def names(themes: Iterable[Theme]) -> list[str]:
    """Return theme names, dark ones first, each group in alphabetical order."""
    return [theme.name for theme in sorted(themes, key=lambda t: (not t.dark, t.name))]
