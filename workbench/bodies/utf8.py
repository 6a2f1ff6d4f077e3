"""Where UTF-8 may be cut."""

_FIRST_CONTINUATION, _FIRST_LEAD = 0x80, 0xC0
_LONGEST = 4


def boundary(data: bytes, at: int, start: int = 0) -> int:
    """Return the last place at or before `at` that does not cut a character of `data` in two.

    Where the bytes are no UTF-8, or a character would begin at `start` or before, it is `at`.
    """
    back = at
    while back < len(data) and _FIRST_CONTINUATION <= data[back] < _FIRST_LEAD:
        back -= 1
        if back <= start or at - back >= _LONGEST:
            return at
    begins_a_character = back < len(data) and data[back] >= _FIRST_LEAD
    return back if begins_a_character else at
