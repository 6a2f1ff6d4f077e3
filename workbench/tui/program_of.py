"""Which of the user's commands is for a type of content. Pure."""

from collections.abc import Mapping


def program_of(programs: Mapping[str, str], content_type: str) -> str:
    """Return the command for a type such as `image/png`, or an empty text.

    A type that is named exactly comes before `image/*`, and that before `*/*`.
    """
    kind = content_type.partition(";")[0].strip().lower()
    wanted = {name.lower(): command for name, command in programs.items()}
    for name in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        if name in wanted:
            return wanted[name]
    return ""
