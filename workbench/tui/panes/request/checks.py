"""The checks tab: what the response must be, what is taken from it, and until when to try."""

import math
from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.model import Baseline, CheckRetry, Exchange, RequestSpec, Row, Rows
from workbench.tui.widgets.bare import BareVertical
from workbench.tui.widgets.completion import Offer, Suggestion
from workbench.tui.widgets.form import Form, FormField
from workbench.tui.widgets.row_table import RowTable
from workbench.tui.widgets.tab_bar import TabBar

from .change import Change
from .check_rows import (
    IGNORE,
    UNORDERED,
    capture_fault,
    capture_remarks,
    check_fault,
    check_rows,
    checks_from,
    path_fault,
    path_rows,
    verdict_remarks,
    with_paths,
)
from .suggestions import Suggestions

PARTS = ("Checks", "Captures", "Retry", "Baseline")
RETRY = (
    FormField("times", "Send again", "0; up to so many times more, until the checks pass"),
    FormField("interval", "  after (s)", "1"),
)
BASELINE = (
    FormField("baseline", "Baseline", choices=("off", "on")),
    FormField("file", "  file", "NAME.baseline.toml beside the request"),
    FormField("headers", "  headers", "those that count, such as content-type, etag"),
    FormField("tolerance", "  tolerance", "0; by how much numbers may differ"),
)


def _suggest_use(_row: Row, column: int, text: str, at: int) -> Offer | None:
    if column or at != len(text):
        return None
    words = (
        Suggestion(IGNORE, "may differ"),
        Suggestion(UNORDERED, "a list in any order"),
    )
    return Offer(0, at, tuple(word for word in words if word.text.startswith(text)))


class ChecksTab(BareVertical):
    """Edits the checks, captures, retries and baseline of a request."""

    DEFAULT_CSS = """
    ChecksTab {
        height: 1fr;
        & > .part { display: none; height: 1fr; }
        & > .part.-shown { display: block; }
        & > .part > Form { height: auto; }
        & > .part > Static { margin: 1 2 0 2; height: auto; color: $muted; }
    }
    """

    def __init__(self, suggestions: Suggestions) -> None:
        super().__init__(id="checks")
        self._suggestions = suggestions
        self._spec = RequestSpec()
        self._kept = Baseline()  # what comes back when it is switched on again

    def compose(self) -> ComposeResult:
        """The parts, of which one is seen."""
        words = self._suggestions
        yield TabBar(PARTS, id="checks-part")
        with BareVertical(classes="part -shown", id="part-checks"):
            yield RowTable(
                "check", id="expect", single=True, fault=check_fault, suggest=words.in_check
            )
        with BareVertical(classes="part", id="part-captures"):
            yield RowTable(
                "capture", id="captures", same=str, fault=capture_fault, suggest=words.in_capture
            )
        with BareVertical(classes="part", id="part-retry"):
            yield Form(RETRY, id="retry")
            yield Static("The request is sent again until all checks pass.", markup=False)
        with BareVertical(classes="part", id="part-baseline"):
            yield Form(BASELINE, id="baseline-form")
            yield RowTable(
                "path", id="paths", same=str, plain=True, fault=path_fault, suggest=_suggest_use
            )

    def show(self, spec: RequestSpec, *, anew: bool = False) -> None:
        """Show a request's part of this without telling anybody."""
        if anew:
            self._kept = Baseline()
        before, self._spec = self._spec, spec
        self._kept = spec.baseline or self._kept
        self.query_one("#expect", RowTable).show(check_rows(spec.checks.expect), anew=anew)
        self.query_one("#captures", RowTable).show(spec.captures, anew=anew)
        if anew or before.checks.retry != spec.checks.retry:
            self.query_one("#retry", Form).show(_retry_texts(spec.checks.retry))
        if anew or before.baseline != spec.baseline:
            self.query_one("#baseline-form", Form).show(_baseline_texts(spec.baseline))
            self.query_one("#paths", RowTable).show(path_rows(spec.baseline), anew=anew)
        self._badges()

    def show_verdicts(self, exchange: Exchange | None) -> None:
        """Show beside each row what came of it in a response, if it was judged by that."""
        self.query_one("#expect", RowTable).remark(verdict_remarks(exchange))
        self.query_one("#captures", RowTable).remark(capture_remarks(exchange))

    def _badges(self) -> None:
        bar, spec = self.query_one(TabBar), self._spec
        bar.set_badge("Checks", str(len(spec.checks.expect) or ""))
        bar.set_badge("Captures", str(len(spec.captures) or ""))
        bar.set_badge("Retry", "●" if spec.checks.retry.times else "")
        bar.set_badge("Baseline", "●" if spec.baseline else "")

    def _change(self, change: Callable[[RequestSpec], RequestSpec]) -> None:
        self._spec = change(self._spec)
        self._badges()
        self.post_message(Change(change))

    @on(TabBar.Activated, "#checks-part")
    def _part_chosen(self, event: TabBar.Activated) -> None:
        event.stop()
        for part in self.query(".part"):
            part.set_class(part.id == f"part-{event.name.lower()}", "-shown")

    @on(RowTable.Changed, "#expect")
    def _checks_changed(self, event: RowTable.Changed) -> None:
        event.stop()
        expect = checks_from(event.rows)
        self._change(lambda spec: replace(spec, checks=replace(spec.checks, expect=expect)))

    @on(RowTable.Changed, "#captures")
    def _captures_changed(self, event: RowTable.Changed) -> None:
        event.stop()
        rows = event.rows
        self._change(lambda spec: replace(spec, captures=rows))

    @on(RowTable.Changed, "#paths")
    def _paths_changed(self, event: RowTable.Changed) -> None:
        event.stop()
        self.query_one("#baseline-form", Form).show(
            {**self.query_one("#baseline-form", Form).values, "baseline": "on"}
        )
        self._read_baseline(event.rows)

    @on(Form.Changed, "#retry")
    def _retry_changed(self, event: Form.Changed) -> None:
        event.stop()
        texts = event.form.values
        times, interval = _number(texts["times"] or "0"), _number(texts["interval"] or "1")
        whole = times is not None and times == int(times)
        event.form.note("times", "" if whole else "a whole number, please", fault=not whole)
        bad = interval is None
        event.form.note("interval", "a number of seconds, please" if bad else "", fault=bad)
        retry = CheckRetry(int(times or 0), 1.0 if interval is None else interval)
        self._change(lambda spec: replace(spec, checks=replace(spec.checks, retry=retry)))

    @on(Form.Changed, "#baseline-form")
    def _baseline_changed(self, event: Form.Changed) -> None:
        event.stop()
        if event.name == "baseline" and event.value == "on":
            event.form.show({**_baseline_texts(self._kept), "baseline": "on"})
            self.query_one("#paths", RowTable).show(path_rows(self._kept), anew=False)
        elif event.name != "baseline":
            event.form.show({**event.form.values, "baseline": "on"})
        bad = _number(event.form.values["tolerance"] or "0") is None
        event.form.note("tolerance", "a number, please" if bad else "", fault=bad)
        self._read_baseline(self.query_one("#paths", RowTable).rows)

    def _read_baseline(self, paths: Rows) -> None:
        texts = self.query_one("#baseline-form", Form).values
        headers = (name.strip() for name in texts["headers"].split(","))
        tolerance = _number(texts["tolerance"] or "0") or 0.0
        said = Baseline(texts["file"], headers=tuple(filter(None, headers)), tolerance=tolerance)
        self._kept = with_paths(said, paths)
        baseline = self._kept if texts["baseline"] == "on" else None
        self._change(lambda spec: replace(spec, baseline=baseline))


def _retry_texts(retry: CheckRetry) -> dict[str, str]:
    if retry == CheckRetry():
        return {}
    return {"times": str(retry.times), "interval": f"{retry.interval:g}"}


def _baseline_texts(baseline: Baseline | None) -> dict[str, str]:
    if baseline is None:
        return {"baseline": "off"}
    return {
        "baseline": "on",
        "file": baseline.file,
        "headers": ", ".join(baseline.headers),
        "tolerance": f"{baseline.tolerance:g}" if baseline.tolerance else "",
    }


def _number(text: str) -> float | None:
    """Return a number that is zero or more, or None if it is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < math.inf else None
