"""The options tab: how a request is sent, and what counts where it says nothing."""

from collections.abc import Mapping
from dataclasses import replace

from textual import on

from workbench.model import Options
from workbench.tui.widgets.completion import Suggest
from workbench.tui.widgets.form import Form

from .change import Change
from .option_fields import FIELDS, option_notes, option_texts, with_option


class OptionsTab(Form):
    """Edits a request's options; what folders say is shown where nothing is typed."""

    def __init__(self, suggest: Suggest | None = None, suggest_path: Suggest | None = None) -> None:
        super().__init__(FIELDS, suggest=suggest, suggest_path=suggest_path, id="options")
        self._options = Options()
        self._notes: dict[str, str] = {}

    def show_options(
        self, options: Options, outer: Mapping[str, tuple[object, str]], *, anew: bool
    ) -> None:
        """Show options. A text that is none yet stays, unless another request is shown."""
        self._notes = option_notes(outer)
        if anew or options != self._options:
            self._options = options
            self.show(option_texts(options))
        for name, text in self.values.items():
            self._note(name, with_option(options, name, text)[1])

    def _note(self, name: str, fault: str) -> None:
        self.note(name, fault or self._notes.get(name, ""), fault=bool(fault))

    @on(Form.Changed)
    def _changed(self, event: Form.Changed) -> None:
        event.stop()
        name, text = event.name, event.value
        self._options, fault = with_option(self._options, name, text)
        self._note(name, fault)

        def change_option(options: Options) -> Options:
            return with_option(options, name, text)[0]

        self.post_message(Change(lambda spec: replace(spec, options=change_option(spec.options))))
