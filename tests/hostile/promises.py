"""What holds whatever a user does: the screen agrees with itself, and no edit is lost."""

from collections.abc import Set
from dataclasses import fields

from textual.screen import ModalScreen
from textual.widgets import Input

from tests.tui.shops import Desk
from workbench.engine.url_rows import Address
from workbench.model import NodeId, RequestSpec
from workbench.tui.panes.request.url_input import UrlInput
from workbench.tui.panes.tabs import RequestTabs
from workbench.tui.state import State, moved_id
from workbench.tui.widgets.row_table import RowTable


def agree(here: Desk) -> None:
    """Assert that all that is on the screen says the same, while nothing is under way."""
    main, state = here.main, here.main.state
    assert any(pane.region.area for pane in main.query("#tree, #request, #response, #run"))
    tabs = state.tabs
    assert state.opened in tabs.order if tabs.order else state.opened is None
    assert len(set(tabs.order)) == len(tabs.order)
    assert [label.node for label in main.query_one(RequestTabs)._shown] == [*tabs.order]
    assert [node for node in tabs.order if state.current(node) is None] == []
    if state.spec is None or isinstance(here.app.screen, ModalScreen):
        return
    if main.query_one("#request").has_class("-nothing"):
        return  # why a file cannot be read is told in its place
    url, address = main.query_one(UrlInput).value, Address.of(state.spec)
    assert address.typed(url) == address, url
    for name in ("params", "path"):
        for table in main.query(f"#{name}").results(RowTable):
            if table.has_class("-shown") and not table.query(Input):
                assert table.rows == getattr(state.spec, name), name


class Edits:
    """The unsaved edits at one moment, to be looked for later."""

    def __init__(self, here: Desk) -> None:
        self._state, self._moves = here.main.state, here.main.acts._moves
        self._since = len(self._moves)

    def lost_in(
        self, state: State, spared: Set[NodeId] = frozenset()
    ) -> list[tuple[NodeId, RequestSpec]]:
        """Return those that are neither unsaved nor in a file in a later state.

        `spared` are those that the user wanted to be without.
        """
        return [
            (node, spec)
            for node, spec in self._state.drafts.items()
            if not spared & {node, self._now(node)} and not self._is_known(node, spec, state)
        ]

    def _is_known(self, node: NodeId, spec: RequestSpec, state: State) -> bool:
        now = self._now(node)
        if now in state.drafts or spec in state.drafts.values():
            return True
        saved = state.saved(now)
        return saved is not None and _has(saved, spec, self._state.saved(node))

    def _now(self, node: NodeId) -> NodeId:
        for old, new in self._moves[self._since :]:
            node = moved_id(node, old, new)
        return node


def _has(saved: RequestSpec, edited: RequestSpec, before: RequestSpec | None) -> bool:
    """Whether a file says all that was edited; others may have changed more in it."""
    for field in fields(RequestSpec):
        wanted = getattr(edited, field.name)
        is_edited = before is None or getattr(before, field.name) != wanted
        if is_edited and getattr(saved, field.name) != wanted:
            return False
    return True
