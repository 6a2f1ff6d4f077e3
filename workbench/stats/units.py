"""Durations and sizes as people read them: three figures and a unit."""

_SIZES = ("kB", "MB", "GB", "TB", "PB")


def duration(seconds: float | None) -> str:
    """Return seconds as `840 µs`, `12.3 ms`, `1.25 s` or `2 m 05 s`, and a dash for None."""
    if seconds is None:
        return "–"
    if seconds >= 99.95:
        minutes, rest = divmod(round(seconds), 60)
        return f"{minutes:,} m {rest:02} s"
    if seconds >= 0.9995:
        return f"{_three(seconds)} s"
    if seconds >= 0.0009995:
        return f"{_three(seconds * 1e3)} ms"
    return f"{seconds * 1e6:.0f} µs"


def size(count: int) -> str:
    """Return bytes as `512 B`, `1.23 kB` or `45.6 MB`; 1 kB is 1,000 bytes."""
    if count < 1000:
        return f"{count} B"
    value = float(count)
    for unit in _SIZES:
        value /= 1000
        if value < 999.5:
            return f"{_three(value)} {unit}"
    return f"{value:,.0f} {_SIZES[-1]}"


def _three(value: float) -> str:
    """Return three significant figures."""
    digits = 2 if value < 9.995 else 1 if value < 99.95 else 0
    return f"{value:.{digits}f}"
