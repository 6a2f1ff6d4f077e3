import random
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from time import process_time

import pytest
from textual.app import App
from textual.widgets.text_area import Selection

from workbench.tui.widgets import code_wrapping
from workbench.tui.widgets.code_area import MARKED, CodeArea
from workbench.tui.widgets.code_cells import cuts

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio

Editor = Callable[[str], None]


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Editor:
    """Let the user's editor be a few lines of Python; `path` is the file."""

    def is_now(program: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            f"import os, sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{program}"
        )
        monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
        monkeypatch.setattr(App, "suspend", lambda _: nullcontext())

    return is_now


def showing(kind: str, text: str) -> tuple[CodeArea, Showing]:
    area = CodeArea(kind)
    area.load_text(text)
    area.cursor_blink = False
    return area, Showing(area)


async def test_all_of_a_text_is_drawn_wrapped_or_not() -> None:
    area, app = showing("json", '{"a": "' + "x" * 50 + '",\n\t"漢字": {{b}}}')
    async with app.run_test(size=(30, 8)) as pilot:
        area.focus()
        assert screen_text(app).replace("\n", "").replace(" ", "").count("x") == 50
        await pilot.press("alt+w")
        await pilot.pause()

        first, second, *_ = screen_text(app).split("\n")
        assert first.strip("{ x") == '"a": "'
        assert second.strip() == '"漢字": {{b}}}'
        await pilot.press("end")
        await pilot.pause()
        assert screen_text(app).split("\n")[0].strip().endswith('xxx",')


async def test_lines_are_numbered_on_demand() -> None:
    area, app = showing("json", "[\n1\n]")
    async with app.run_test(size=(30, 8)) as pilot:
        area.focus()
        await pilot.press("alt+l")
        await pilot.pause()

        assert [line.split() for line in screen_text(app).split("\n")[:3]] == [
            ["1", "["], ["2", "1"], ["3", "]"],
        ]  # fmt: skip


async def test_brackets_at_the_cursor_or_before_it_find_each_other() -> None:
    area, app = showing("json", '{"a": [1],\n "b": "}"}')
    async with app.run_test() as pilot:
        area.focus()
        area.move_cursor((0, 9))  # behind the ]
        assert area.matching_bracket_location == (0, 6)
        await pilot.press("home", "alt+shift+b")

        assert area.cursor_location == (1, 9)


async def test_the_partner_of_a_bracket_that_is_far_away_is_gone_to_but_not_looked_for() -> None:
    lines = MARKED // 10
    area, app = showing("json", "[\n" + "123456789,\n" * lines + "0]")
    async with app.run_test() as pilot:
        area.focus()
        await pilot.pause()
        assert area.matching_bracket_location is None
        await pilot.press("alt+shift+b")

        assert area.cursor_location == (lines + 1, 1)


async def test_comments_come_and_go_as_one_step() -> None:
    area, app = showing("graphql", "{\n  a\n  b\n}")
    async with app.run_test() as pilot:
        area.focus()
        area.move_cursor((1, 2))
        await pilot.press("shift+down", "alt+slash")
        assert area.text == "{\n  # a\n  # b\n}"
        await pilot.press("ctrl+z")
        assert area.text == "{\n  a\n  b\n}"


async def test_json_has_no_comments() -> None:
    area, app = showing("json", "1")
    async with app.run_test(notifications=True) as pilot:
        area.focus()
        await pilot.press("alt+slash")
        await pilot.pause()

        assert area.text == "1"
        assert "there are no comments in json" in screen_text(app)


async def test_the_editor_outside_gives_the_text_back(editor: Editor, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    editor(
        f"Path({str(seen)!r}).write_text(oct(path.stat().st_mode)[-3:] + path.name)\n"
        "path.write_text(path.read_text().upper() + '\\n')"
    )
    area, app = showing("json", '["a"]')
    async with app.run_test() as pilot:
        area.focus()
        await pilot.press("alt+o")
        await pilot.pause()

        assert area.text == '["A"]'
        assert seen.read_text() == "600body.json"
        await pilot.press("ctrl+z")
        assert area.text == '["a"]'


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("path.write_text('lost'); sys.exit(3)", "ended with 3, so nothing has changed"),
        ("path.write_bytes(bytes([255]))", "no text in UTF-8"),
        ("path.unlink()", "the editor left no file"),
    ],
)
async def test_an_editor_that_fails_costs_nothing(editor: Editor, program: str, told: str) -> None:
    editor(program)
    area, app = showing("json", "[1]")
    async with app.run_test(size=(120, 20), notifications=True) as pilot:
        area.focus()
        await pilot.press("alt+o")
        await pilot.pause()

        assert area.text == "[1]"
        words = [word for word in screen_text(app).split() if word not in "│▌"]
        assert told in " ".join(words)


async def test_another_kind_is_coloured_otherwise_and_can_be_undone_still() -> None:
    area, app = showing("json", "<a>1</a>")
    async with app.run_test() as pilot:
        area.focus()
        await pilot.press("x")
        plain = area.render_line(0)
        area.kind = "xml"
        assert area.render_line(0) != plain
        await pilot.press("ctrl+z")

        assert area.text == "<a>1</a>"


async def test_a_key_in_a_megabyte_in_one_line_costs_no_frame() -> None:
    area, app = showing("json", "[" + '{"a": 1},' * 110_000 + "1]")
    async with app.run_test(size=(100, 30)) as pilot:
        area.focus()
        area.move_cursor((0, 500_000))
        await pilot.pause()
        taken = []
        for _ in range(5):
            began = process_time()
            area.insert("x")
            for y in range(30):
                area.render_line(y)
            taken.append(process_time() - began)

        assert min(taken) < 0.03


HOSTILE = (
    "a", "漢", "🙂", "e\u0301", "\t", "\x1b[2J", "\u202e", "\u200b", "{{", "}}", '"', "<!--", "[",
    "\x00", "\r\n", "\n", " ", "x" * 40, "\ud800",
)  # fmt: skip


async def test_rows_of_hostile_texts_are_as_wide_as_all_others() -> None:
    chance = random.Random(7)
    area = CodeArea("json")
    app = Showing(area)
    async with app.run_test(size=(40, 10)) as pilot:
        for number in range(60):
            area.kind = ("json", "xml", "graphql", "text")[number % 4]
            area.load_text("".join(chance.choice(HOSTILE) for _ in range(chance.randint(0, 80))))
            area.soft_wrap, area.show_line_numbers = number % 3 > 0, number % 2 > 0
            await pilot.pause()
            area.move_cursor(area.document.end)
            area.insert(chance.choice(HOSTILE))
            await pilot.pause()
            widths = {area.render_line(y).cell_length for y in range(area.size.height)}
            assert widths <= {area.size.width, area.scrollable_content_region.width}
            assert "\x1b" not in screen_text(app)


async def test_enter_begins_the_next_line_where_it_should() -> None:
    area, app = showing("json", '  {"a": [1]}')
    async with app.run_test(size=(30, 8)) as pilot:
        area.focus()
        area.move_cursor((0, 9))
        await pilot.press("enter")
        assert area.text == '  {"a": [\n    1]}'
        area.move_cursor((1, 5))
        await pilot.press("enter", "]")
        assert area.text == '  {"a": [\n    1\n  ]]}'
        area.load_text("  [x]")
        area.selection = Selection((0, 4), (0, 3))
        await pilot.press("enter", "y")
        assert area.text == "  [\n    y\n  ]"
        await pilot.press("ctrl+z")
        await pilot.press("ctrl+z")
        assert area.text == "  [x]"


async def test_a_text_that_is_no_code_keeps_its_margin_and_nothing_else() -> None:
    area, app = showing("text", "  (")
    async with app.run_test(size=(30, 8)) as pilot:
        area.focus()
        area.move_cursor((0, 3))
        await pilot.press("enter", ")")
        assert area.text == "  (\n  )"


async def test_all_of_a_text_is_selected_and_its_ends_are_gone_to() -> None:
    area, app = showing("text", "a\nb\nc")
    async with app.run_test(size=(30, 8)) as pilot:
        area.focus()
        await pilot.press("ctrl+end", "d")
        assert area.text == "a\nb\ncd"
        await pilot.press("ctrl+shift+home")
        assert area.selected_text == "a\nb\ncd"
        await pilot.press("ctrl+home", "ctrl+shift+end")
        assert area.selected_text == "a\nb\ncd"
        await pilot.press("ctrl+home", "alt+a", "x")
        assert area.text == "x"


async def test_a_text_that_needs_a_scrollbar_is_wrapped_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    area, app = showing("text", "")
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        seen: list[str] = []

        def counted(line: str, width: int, tab_width: int) -> list[int]:
            seen.append(line)
            return cuts(line, width, tab_width)

        monkeypatch.setattr(code_wrapping, "cuts", counted)
        area.load_text("\n".join(["long " * 20] * 50))
        await pilot.pause()

        assert len(seen) == 50
