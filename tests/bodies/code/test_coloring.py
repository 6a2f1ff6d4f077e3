from workbench.bodies.code.coloring import FURTHEST, LONGEST, Coloring, Span


class Switch:
    """Lines that are all of one kind, until one says `on` or `off`; counts what is read."""

    carries = True

    def __init__(self) -> None:
        self.read = 0

    def spans(self, line: str, inside: str) -> tuple[list[Span], str]:
        self.read += 1
        after = line if line in ("on", "off") else inside
        return [Span(0, len(line), inside or "off")], after


def test_a_line_begins_in_what_the_lines_before_it_opened() -> None:
    coloring = Coloring(Switch())
    lines = ["a", "on", "b", "off", "c"]

    found = [coloring.spans(lines, row)[0].kind for row in (4, 2, 0, 3, 1)]

    assert found == ["off", "on", "off", "on", "off"]


def test_lines_in_view_are_read_once_and_what_is_before_them_not_from_the_start() -> None:
    switch = Switch()
    coloring = Coloring(switch)
    lines = ["x"] * 100_000

    for row in range(99_000, 99_040):
        coloring.spans(lines, row)

    assert switch.read == FURTHEST + 40


def test_a_text_that_has_changed_is_read_again() -> None:
    coloring = Coloring(Switch())
    assert coloring.spans(["on", "b"], 1)[0].kind == "on"

    coloring.forget()

    assert coloring.spans(["a", "b"], 1)[0].kind == "off"


def test_what_has_no_language_or_is_too_long_stays_as_it_is() -> None:
    assert Coloring(None).spans(["on"], 0) == []
    assert Coloring(Switch()).spans(["x" * (LONGEST + 1)], 0) == []
