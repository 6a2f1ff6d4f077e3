"""The parallel-run panel: what to send, live figures, and a row for each exchange."""

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from workbench.engine.progress import RunProgress
from workbench.stats import duration
from workbench.tui.key_names import KeyHint
from workbench.tui.keyboard import keymap_of
from workbench.tui.widget_commands import WIDGET_COMMANDS
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.run_rows import RunRows
from workbench.tui.widgets.safe import line_content

MOST = {"times": 1_000_000, "at-once": 1_000}
BLOCKS = " ▁▂▃▄▅▆▇█"
SPARK_WIDTH = 40


def sparkline(values: list[float], width: int) -> str:
    """Draw values as blocks, the highest as a full one; more values than cells are merged."""
    if not values or width < 1:
        return ""
    if len(values) > width:
        edges = [len(values) * cell // width for cell in range(width + 1)]
        values = [max(values[a:b]) for a, b in pairwise(edges)]
    top = max(values) or 1.0
    steps = len(BLOCKS) - 1
    return "".join(BLOCKS[max(1, round(v / top * steps)) if v > 0 else 0] for v in values)


class RunPane(Vertical):
    """Starts and watches a run; the owner calls `tick` about ten times a second."""

    BORDER_TITLE = "Parallel run"
    DEFAULT_CSS = """
    RunPane {
        & > Horizontal { height: 1; padding: 0 1; }
        & .label { width: auto; color: $muted; }
        & Input, & Input:focus {
            width: 8; height: 1; border: none; padding: 0 1; background: $surface;
        }
        & #at-once { width: 7; }
        & Input:focus { background: $cursor; }
        & #what { width: auto; max-width: 28%; text-style: bold; }
        & #go { width: 7; margin-left: 1; color: $accent; text-style: bold; }
        & > #guard { height: auto; padding: 0 1; color: $text-warning; display: none; }
        & > #guard.-shown { display: block; }
        & > #figures { height: 2; padding: 0 1; }
        & > RunRows { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("panel")

    @dataclass
    class Started(Message):
        """The user wants the run to start."""

        times: int
        at_once: int

    class Stopped(Message):
        """The user wants the run to stop, or the panel to close when nothing runs."""

    @dataclass
    class RowChosen(Message):
        """The user wants to see one exchange of the run."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._progress: RunProgress | None = None
        self._subject = ""
        self._guarded = ""

    def compose(self) -> ComposeResult:
        """The controls, the figures, the rows."""
        with Horizontal():
            yield Static(id="what", markup=False)
            yield Static(" × ", classes="label")
            yield Input("50", id="times", type="integer", max_length=7)
            yield Static(" at once ", classes="label")
            yield Input("10", id="at-once", type="integer", max_length=4)
            yield Static("▶ enter", id="go", markup=False)
        yield Static(id="guard", markup=False)
        yield Static(id="figures", markup=False)
        yield RunRows()

    def offer(self, subject: str, several: bool, guarded: str = "") -> None:
        """Say what a run would send; several requests are sent once each by default.

        `guarded` says why it can be no load: then all is sent once, one at a time.
        """
        if (subject, guarded) == (self._subject, self._guarded):
            return
        self.query_one("#what", Static).update(line_content(subject))
        self.query_one("#times", Input).value = "1" if several or guarded else "50"
        if guarded != self._guarded:
            self.query_one("#at-once", Input).value = "1" if guarded else "10"
            self.query_one("#guard", Static).update(line_content(guarded))
            self.query_one("#guard").set_class(bool(guarded), "-shown")
        self._subject, self._guarded = subject, guarded

    def watch_run(self, progress: RunProgress) -> None:
        """Show another run from now on."""
        self._progress = progress
        self.query_one(RunRows).show(progress.rows)
        self.screen.set_focus(self.query_one(RunRows))
        self.tick()

    def tick(self) -> None:
        """Draw what has changed since."""
        progress = self._progress
        if progress is None:
            return
        self.query_one(RunRows).grow()
        self.query_one("#figures", Static).update(figures(progress, self.size.width), layout=False)
        self.query_one("#go", Static).update(
            "■ esc" if progress.running else "▶ enter", layout=False
        )

    @property
    def running(self) -> bool:
        """Tell whether a run is going on."""
        return self._progress is not None and self._progress.running

    @property
    def finished(self) -> bool:
        """Tell whether there was a run, and it is over."""
        return self._progress is not None and not self._progress.running

    @property
    def hints(self) -> list[KeyHint]:
        """The keys that matter while the panel has the focus."""
        keys = keymap_of(self.app)
        if self.screen.focused is self.query_one(RunRows):
            words = {"exchanges.open": "show"}
        else:
            words = {} if self.running else {"panel.start": "start"}
        words["panel.stop"] = "stop" if self.running else "close"
        named = [KeyHint(keys.shown(command), what, command) for command, what in words.items()]
        return [each for each in named if each.key]

    async def act(self, command: str) -> None:
        """Do what a key of the panel, or of its rows, would do."""
        namespace = self if command.startswith("panel.") else self.query_one(RunRows)
        (action,) = (each.action for each in WIDGET_COMMANDS if each.id == command)
        await self.app.run_action(action, namespace)

    def focus_controls(self) -> None:
        """Move the focus to how many times."""
        self.screen.set_focus(self.query_one("#times", Input))

    def action_start(self) -> None:
        """Start the run that the fields describe, unless one is on."""
        if not self.running:
            self.post_message(self.Started(self._number("times"), self._number("at-once")))

    def action_stop(self) -> None:
        """Stop the run, or close the panel."""
        self.post_message(self.Stopped())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_start()

    def _number(self, name: str) -> int:
        box = self.query_one(f"#{name}", Input)
        try:
            number = max(1, min(int(box.value), MOST[name]))
        except ValueError:
            number = 1
        box.value = str(number)
        return number

    @on(RunRows.Chosen)
    def _row_chosen(self, event: RunRows.Chosen) -> None:
        event.stop()
        self.post_message(self.RowChosen(event.index))


def figures(progress: RunProgress, width: int) -> Content:
    """Return two lines of live figures: counts and rates, then latencies with a sparkline."""
    summary = progress.summary()
    state = "running" if progress.running else "stopped" if progress.cancelled else "done"
    counts = Content.assemble(
        (f"{state} ", "$accent bold"),
        f"{summary.done}/{progress.total}  ",
        (f"✓ {summary.ok} ok  ", "$success"),
        (f"✗ {summary.failed} failed  ", "$error" if summary.failed else "$muted"),
        (f"{summary.throughput:.0f}/s  ", "bold"),
    )
    latencies = Content.assemble(
        ("p50 ", "$muted"), f"{duration(summary.p50)}  ",
        ("p95 ", "$muted"), f"{duration(summary.p95)}  ",
        ("p99 ", "$muted"), f"{duration(summary.p99)}  ",
    )  # fmt: skip
    room = max(0, min(SPARK_WIDTH, width - latencies.cell_length - 4))
    spark = Content.styled(sparkline(progress.latencies(), room), "$accent")
    return counts + Content("\n") + latencies + spark
