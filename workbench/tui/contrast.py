"""Colours that can be read, by the contrast that WCAG 2.2 defines."""

from collections.abc import Mapping, Sequence

from textual.color import Color

TEXT, DIM = 4.5, 3.0  # the least contrast of a text, and of one that may be overlooked
GREY = "ansi_bright_black"
BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)


def contrast(one: Color, other: Color) -> float:
    """Return how far apart two opaque colours are: 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink(ground: Color) -> Color:
    """Return black or white, whichever is read better on a ground."""
    return max(BLACK, WHITE, key=lambda color: contrast(color, ground))


def quiet_colors(base: Mapping[str, str]) -> dict[str, str]:
    """Return a theme's colours for what stays behind, made of its own.

    The line with the `cursor` has a ground of its own; `muted` text can be read on it and all
    other grounds, `faint` text is for what may be overlooked. Nobody knows what the
    terminal's own colours are, and they cannot be mixed.
    """
    if any(base[name].startswith("ansi_") for name in ("background", "foreground", "accent")):
        return {"cursor": GREY, "muted": base["foreground"], "faint": GREY}
    background, foreground = Color.parse(base["background"]), Color.parse(base["foreground"])
    is_dark = _luminance(background) < _luminance(foreground)
    cursor = background.blend(Color.parse(base["accent"]), 0.2 if is_dark else 0.15)
    grounds = [background, *(Color.parse(base[name]) for name in ("surface", "panel")), cursor]
    return {
        "cursor": cursor.hex6,
        "muted": _faded(foreground, background, grounds, TEXT).hex6,
        "faint": _faded(foreground, background, grounds, DIM).hex6,
    }


def _faded(color: Color, into: Color, grounds: Sequence[Color], least: float) -> Color:
    """Return a colour as faint as it may be on all grounds."""
    for part in range(70, 0, -2):
        faded = color.blend(into, part / 100)
        if all(contrast(faded, ground) >= least for ground in grounds):
            return faded
    return color


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
