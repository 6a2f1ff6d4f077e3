from workbench.engine.comparison import Difference, Part
from workbench.tui.widgets.difference_lines import difference_lines


def test_each_part_has_its_title_its_count_and_its_lines() -> None:
    lines = difference_lines(
        [
            Part("Status", (Difference("-", "200"), Difference("+", "404"))),
            Part("Headers"),
            Part("Body", (Difference("@", "18"), Difference(" ", "a"), Difference("~", "b"))),
            Part("Time", note="1 s → 2 s"),
        ]
    )

    assert [line.plain for line in lines] == [
        "Status  2 lines", "  - 200", "  + 404",
        "", "Headers  the same",
        "", "Body  1 line", "    line 18", "    a", "  ~ b",
        "", "Time  1 s → 2 s",
    ]  # fmt: skip


def test_outside_text_is_one_safe_line() -> None:
    (_, line) = difference_lines([Part("Body", (Difference("+", "a\nb\x1b[2J"),))])

    assert "\n" not in line.plain
    assert "\x1b" not in line.plain
