"""Ask for all values that a request needs from its user, in one form."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.engine.sources import Answer, Question
from workbench.templating import Fact, PromptNeed, SelectNeed
from workbench.tui.screens.paced import PacedModal
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.safe import content, line_content

from .dialogs import DIALOG_CSS


class Options(LineList):
    """What can be chosen for one question; the cursor is on what is chosen."""

    DEFAULT_CSS = """
    Options { height: auto; max-height: 8; background: $background; }
    """

    def __init__(self, options: Sequence[str], *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._options = options

    def on_mount(self) -> None:
        """The first is the default."""
        self.set_count(len(self._options))

    def line(self, index: int, width: int) -> Content:
        """Draw one option."""
        mark = " ● " if index == self.cursor else " ○ "
        return (content(mark, "$accent") + line_content(self._options[index])).truncate(
            width, ellipsis=True
        )

    def clicked(self, index: int, x: int, chain: int) -> None:
        """A click chooses, and goes on with the second."""
        if chain > 1:
            super().clicked(index, x, chain)


class Questions(PacedModal[Mapping[Question, Answer] | None]):
    """A form with a field for each question; escape answers None, and nothing is sent."""

    DEFAULT_CSS = f"""
    Questions {{ {DIALOG_CSS}
        & VerticalScroll {{ height: auto; max-height: 1fr; }}
        & .label {{ height: 1; margin-top: 1; color: $accent; }}
        & .label:first-child {{ margin-top: 0; }}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", show=False)
    ]

    def __init__(self, title: str, questions: tuple[Question, ...]) -> None:
        super().__init__()
        self._title, self._questions = title, questions

    def compose(self) -> ComposeResult:
        """A label and a field for each question, in the order they were met."""
        with Vertical() as box:
            box.border_title = line_content(self._title)
            with VerticalScroll(can_focus=False):
                for number, question in enumerate(self._questions):
                    yield Static(line_content(question.label), classes="label")
                    yield from self._field(number, question)
            note = "enter goes on, and sends at the last; escape sends nothing"
            yield Static(content(note), classes="note")

    def _field(self, number: int, question: Question) -> ComposeResult:
        match question:
            case PromptNeed(_, default, secret):
                yield Input(default, password=secret, id=f"answer-{number}")
            case SelectNeed(_, options):
                yield Options(options, id=f"answer-{number}")

    def on_mount(self) -> None:
        """Begin with the first field."""
        self._widget(0).focus()

    @on(Input.Submitted)
    @on(LineList.Chosen)
    def _answered(self, event: Input.Submitted | LineList.Chosen) -> None:
        event.stop()
        number = int((event.control.id or "").removeprefix("answer-"))
        if number + 1 < len(self._questions):
            self._widget(number + 1).focus()
        else:
            self._accept()

    def _accept(self) -> None:
        answers = {q: self._answer(number, q) for number, q in enumerate(self._questions)}
        self.dismiss(answers)

    def _answer(self, number: int, question: Question) -> Answer:
        widget = self._widget(number)
        if isinstance(question, PromptNeed):
            assert isinstance(widget, Input)
            return Fact(widget.value, secret=question.secret)
        assert isinstance(widget, Options)
        return Fact(question.options[widget.cursor])

    def _widget(self, number: int) -> Widget:
        return self.query_one(f"#answer-{number}")


def title_of(request: str) -> str:
    """Return the words over the form of a request."""
    return f"{request} needs to know" if request else "The request needs to know"
