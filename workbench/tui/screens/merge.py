"""Choose between your unsaved change and the one on disk, for each field that both have changed."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.formats.merge_choices import Conflict, Side
from workbench.tui.screens.paced import PacedModal
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.safe import content, line_content

from .dialogs import DIALOG_CSS

MOST_SHOWN = 4000  # characters of a value
BORDERS = 2  # rows
USUAL_WIDTH = 42  # cells of one side
TAKEN_AWAY = "(taken away)"
WORDS: Mapping[Side, str] = {"ours": "yours", "theirs": "on disk"}


class Fields(LineList):
    """The fields in conflict, each with the side that is chosen for it."""

    DEFAULT_CSS = """
    Fields { height: auto; max-height: 8; background: $background; }
    """

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__()
        self.conflicts = conflicts
        self.chosen: dict[str, Side] = {conflict.field: "ours" for conflict in conflicts}

    def line(self, index: int, width: int) -> Content:
        """Draw a field and whose value it will have."""
        field = self.conflicts[index].field
        side = self.chosen[field]
        mark = "◀" if side == "ours" else "▶"
        word = Content.styled(f" {mark} {WORDS[side]:<8}", "$accent bold")
        return (word + line_content(field)).truncate(width, ellipsis=True)

    def choose(self, side: Side, *fields: str) -> None:
        """Choose a side for some fields."""
        self.chosen |= dict.fromkeys(fields, side)
        self.refresh()


class MergeFields(PacedModal[Mapping[str, Side] | None]):
    """Both values of each field side by side; escape answers None, and nothing is saved."""

    DEFAULT_CSS = f"""
    MergeFields {{ {DIALOG_CSS}
        & > Vertical {{ width: 100; }}
        & #sides {{ height: auto; min-height: 5; max-height: 50vh; margin-top: 1; }}
        & .side {{
            width: 1fr; height: 1fr; padding: 0 1;
            border: round $foreground 25%; border-title-color: $muted;
        }}
        & .side.-chosen {{ border: round $accent; border-title-color: $accent; }}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", show=False),
        *bindings("merge", priority=True),
    ]

    def __init__(self, name: str, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__()
        self._name, self._conflicts = name, conflicts

    def compose(self) -> ComposeResult:
        """The fields, both values of the one under the cursor, the keys."""
        with Vertical() as box:
            box.border_title = line_content(f"{self._name} changed on disk")
            yield Fields(self._conflicts)
            with Horizontal(id="sides"):
                for side in WORDS:
                    with VerticalScroll(id=side, classes="side", can_focus=False):
                        yield Static(markup=False)
            note = (
                "← yours, → on disk, H or L for all fields; enter saves, escape goes on editing. "
                "What only one side changed is kept from both."
            )
            yield Static(content(note), classes="note")

    def on_mount(self) -> None:
        """Begin with the first field; there is room for the longest value, as far as that goes."""
        values = [text for each in self._conflicts for text in (each.ours, each.theirs)]
        self.query_one("#sides").styles.height = BORDERS + max(map(_rows, values))
        self.query_one(Fields).set_count(len(self._conflicts))
        self.query_one(Fields).focus()
        self._show()

    def action_choose(self, side: Side) -> None:
        """Choose a side for the field under the cursor."""
        listed = self.query_one(Fields)
        listed.choose(side, self._conflicts[listed.cursor].field)
        self._show()

    def action_choose_all(self, side: Side) -> None:
        """Choose a side for every field."""
        fields = (conflict.field for conflict in self._conflicts)
        self.query_one(Fields).choose(side, *fields)
        self._show()

    def _show(self) -> None:
        listed = self.query_one(Fields)
        conflict = self._conflicts[listed.cursor]
        for side, text in (("ours", conflict.ours), ("theirs", conflict.theirs)):
            box = self.query_one(f"#{side}", VerticalScroll)
            box.border_title = WORDS["ours" if side == "ours" else "theirs"]
            box.set_class(listed.chosen[conflict.field] == side, "-chosen")
            box.query_one(Static).update(_shown(text))

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._show()

    @on(LineList.Chosen)
    def _accepted(self) -> None:
        self.dismiss(dict(self.query_one(Fields).chosen))


def _rows(text: str) -> int:
    return sum(1 + len(line) // USUAL_WIDTH for line in text[:MOST_SHOWN].split("\n"))


def _shown(text: str) -> Content:
    if not text:
        return content(TAKEN_AWAY, "$muted italic")
    cut = text[:MOST_SHOWN] + ("…" if len(text) > MOST_SHOWN else "")
    return Content("\n").join(content(line) for line in cut.split("\n"))
