"""The request pane: shows the opened request and says when the user changed it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from workbench.engine.order import Order
from workbench.engine.prepare import NOTHING
from workbench.engine.scopes import scopes_of
from workbench.engine.secret_places import SecretPlace
from workbench.engine.url_rows import Address, with_command
from workbench.errors import Problem, WorkbenchError
from workbench.formats.request_text import decode_request_text, is_request_text
from workbench.model import Exchange, NodeId, RequestSpec, Variable, requests
from workbench.templating import Scope, lookup
from workbench.tui.apart import apart
from workbench.tui.keyboard import keymap_of
from workbench.tui.marks import title_of
from workbench.tui.open_requests import is_scratch
from workbench.tui.screens.telling import tell
from workbench.tui.state import LOCAL, State
from workbench.tui.widgets.bare import BareVertical
from workbench.tui.widgets.row_table import RowTable
from workbench.tui.widgets.safe import line_content
from workbench.tui.widgets.tab_bar import TabBar

from .auth import AuthTab
from .bar import Method, RequestBar, SendButton
from .body import BodyTab
from .border import Border
from .change import Change
from .checks import ChecksTab
from .graphql_area import KnownSchema
from .left_edits import LeftEdits
from .suggestions import Suggestions
from .tabs import TABS, Surroundings, badges, fill_tab, make_tab, tabs_of, with_rows
from .url_input import UrlInput

if TYPE_CHECKING:
    from workbench.engine.tokens import KnownToken

MOST_WARNINGS = 5
LONG = 20_000  # characters that are read beside the keys: commands with files in them


class RequestPane(Vertical):
    """The bar, the tabs, and the tab's content, which is mounted when it is first shown.

    While a request is open its newest form is here: the user may type faster than the
    owner takes edits in. So an edit must be confirmed by `taken`, and until then what the
    owner shows of the same request is older than what is in the editors and is not put there.
    """

    BORDER_TITLE = "Request"
    DEFAULT_CSS = """
    RequestPane {
        & > #tab { height: 1fr; }
        & > #tab > * { display: none; }
        & > #tab > .-shown { display: block; }
        & > #nothing { display: none; height: 1fr; padding: 1 2; color: $muted; }
        &.-nothing > * { display: none; }
        &.-nothing > #nothing { display: block; }
    }
    """

    @dataclass
    class Edited(Message):
        """The user changed a request; the owner answers with `taken`."""

        node: NodeId
        spec: RequestSpec

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        scopes: Callable[[], Sequence[Scope]] | None = None,
        root: Path = Path(),
    ) -> None:
        super().__init__(id=id)
        self._scopes_of = scopes
        self._suggestions = Suggestions(self.scopes, self._requests, lambda: root)
        self._state: State | None = None
        self._node: NodeId | None = None
        self._spec = RequestSpec()
        self._unsupported: tuple[str, ...] = ()  # of what its file says
        self._exchange: Exchange | None = None
        self._schema: KnownSchema | None = None
        self._token: KnownToken | None = None
        self._untaken = 0
        self._title = ""
        self._border = Border(self)
        self._before_command: tuple[NodeId | None, RequestSpec, RequestSpec] | None = None
        self._tabs: dict[str, Widget] = {}
        self._left = LeftEdits()
        self._turned: dict[NodeId, str] = {}  # by request, the tab that was shown of it
        self._filled: dict[str | None, NodeId | None] = {}  # by tab, the request it shows

    def compose(self) -> ComposeResult:
        """The bar and the tabs; contents follow on demand."""
        yield RequestBar()
        yield TabBar(TABS, of="request", id="request-tabs")
        yield BareVertical(id="tab")
        yield Static(id="nothing", markup=False)

    def on_mount(self) -> None:
        """Let the URL know what its variables are."""
        box = self.query_one(UrlInput)
        box.scopes, box.suggest = self.scopes, self._suggestions.template

    def scopes(self) -> Sequence[Scope]:
        """Return where the values of the opened request come from, with its unsaved edits."""
        if self._scopes_of is not None:
            return self._scopes_of()
        if self._state is None or self._node is None:
            return ()
        state = self._state
        return scopes_of(
            Order(state.collection, self._spec, self._node, state.environment), NOTHING
        )

    def _value(self, name: str) -> str:
        """Return the text of a variable, or nothing."""
        found = lookup(name, self.scopes())
        value = found.entry.value if found and isinstance(found.entry, Variable) else ""
        return value if isinstance(value, str) else ""

    def _requests(self) -> Sequence[NodeId]:
        return [each.id for each in requests(self._state.collection.root)] if self._state else []

    def show(self, state: State) -> None:
        """Show the opened request of a state; the state must have one."""
        assert state.spec is not None
        self._state = state
        self.remove_class("-nothing")
        self.query_one(SendButton).busy = state.in_flight(state.opened)
        if state.opened != self._node:
            self._untaken = 0
            self._turn(state)
        elif self._untaken:
            return
        saved = state.saved(state.opened) or state.spec
        shown = (self._node, self._spec, self._unsupported)
        fill = (state.opened, state.spec, saved.unsupported) != shown
        self._node, self._spec, self._unsupported = state.opened, state.spec, saved.unsupported
        self._describe(state)
        self._show_address()
        if fill or not self._tabs:
            self._show_tab()

    def _turn(self, state: State) -> None:
        """Show the tab that was shown of this request last, if it is still open."""
        bar = self.query_one("#request-tabs", TabBar)
        self._turned = {n: tab for n, tab in self._turned.items() if n in state.tabs.order}
        if self._node in state.tabs.order:
            self._turned[self._node or ""] = bar.active
        if state.spec is not None:
            bar.offer(tabs_of(state.spec, self._value))
        turned = self._turned.get(state.opened or "", bar.active)
        bar.active = turned if turned in bar.names else bar.active

    def taken(self, state: State) -> None:
        """Confirm that the owner has taken in one edit; `state` is with it."""
        self._untaken = max(0, self._untaken - 1)
        self._state = state
        self._describe(state)

    def _describe(self, state: State) -> None:
        draft = " ● unsaved" if self._node in state.drafts else ""
        node, spec = self._node or "", self._spec
        title = title_of(node, spec) if is_scratch(node) else spec.name or node
        title += " ● in no file yet" if is_scratch(node) else draft
        if title != self._title:
            self._title = title
            self.border_title = line_content(title)
        self._badges(self._spec)

    def warn(self, places: Sequence[SecretPlace]) -> None:
        """Say on the lower border what in the request should be a reference to a secret."""
        self._border.warn(places)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    @on(events.Resize)
    def _focus_moved(self) -> None:
        self.call_after_refresh(self._border.show)

    def show_verdicts(self, exchange: Exchange | None) -> None:
        """Show beside the checks what came of them in a response of the opened request."""
        if exchange is not None and exchange.request != self._node:
            exchange = None
        self._exchange = exchange
        tab = self._tabs.get("Checks")
        if isinstance(tab, ChecksTab):
            tab.show_verdicts(exchange)

    def show_schema(self, known: KnownSchema | None) -> None:
        """Complete a GraphQL query by what its server has."""
        self._schema = known
        tab = self._tabs.get("Body")
        if isinstance(tab, BodyTab):
            tab.show_schema(known)

    def show_token(self, token: "KnownToken | None") -> None:
        """Show the OAuth 2 token that there is for the opened request."""
        self._token = token
        tab = self._tabs.get("Auth")
        if isinstance(tab, AuthTab):
            tab.show_token(token)

    def explain(self, text: Content) -> None:
        """Show a text in place of a request: why a file cannot be read, or how to begin."""
        self.add_class("-nothing")
        self._node = None
        self._title = ""
        self.border_title = "Request"
        self.warn(())
        self.query_one("#nothing", Static).update(text)

    def next_tab(self) -> None:
        """Show the next tab, from the last one the first."""
        bar = self.query_one("#request-tabs", TabBar)
        bar.choose(bar.names[(bar.names.index(bar.active) + 1) % len(bar.names)])

    def _badges(self, spec: RequestSpec) -> None:
        bar = self.query_one("#request-tabs", TabBar)
        if bar.offer(tabs_of(spec, self._value)):
            self._show_tab()
        for name, badge in badges(spec).items():
            bar.set_badge(name, badge)

    def _show_address(self) -> None:
        self.query_one(RequestBar).show(self._spec.method, Address.of(self._spec))

    @on(TabBar.Activated, "#request-tabs")
    def _tab_chosen(self, event: TabBar.Activated) -> None:
        event.stop()
        self._show_tab()

    def _show_tab(self) -> None:
        name = self.query_one("#request-tabs", TabBar).active
        if name in self._tabs:
            self._reveal(self._tabs[name])
        else:
            self.call_next(self._mount_tab, name)

    async def _mount_tab(self, name: str) -> None:
        if name not in self._tabs:
            tab = make_tab(name, self._suggestions)
            await self.query_one("#tab").mount(tab)
            self._tabs[name] = tab
        self._show_tab()

    def _reveal(self, tab: Widget) -> None:
        for other in self._tabs.values():
            other.set_class(other is tab, "-shown")
        self._fill(tab)

    def _fill(self, tab: Widget) -> None:
        if self._state is None or self._node is None:
            return
        folders = self._state.collection.folders_of(self._node)
        auth = self._state.inherited_auth()
        around = Surroundings(folders, self.scopes, auth, self._unsupported)
        before = self._filled.get(tab.id)
        anew = before != self._node
        self._filled[tab.id] = self._node
        if anew and before is not None:
            self._left.leave(before, tab)
        fill_tab(tab, self._spec, around, anew=anew)
        if anew:
            self._left.retain(self._state.tabs.order)
            self._left.come_back(self._node, tab)
        if isinstance(tab, ChecksTab):
            tab.show_verdicts(self._exchange)
        elif isinstance(tab, BodyTab):
            tab.show_schema(self._schema)
        elif isinstance(tab, AuthTab):
            tab.show_token(self._token)

    def _edit(self, spec: RequestSpec) -> None:
        if self._node is not None and spec != self._spec:
            self._spec = spec
            self._untaken += 1
            self.post_message(self.Edited(self._node, spec))

    @on(RowTable.Changed)
    def _rows_changed(self, event: RowTable.Changed) -> None:
        event.stop()
        table = event.table.id or ""
        self._edit(with_rows(self._spec, table, event.rows))
        if table in ("params", "path"):
            self._show_address()

    @on(events.Paste)
    def _pasted(self, event: events.Paste) -> None:
        """Give what is pasted on the name of a tab, or of a kind, to what is there."""
        tab = self._tabs.get(self.query_one("#request-tabs", TabBar).active)
        if not isinstance(self.screen.focused, TabBar) or is_request_text(event.text):
            return
        if isinstance(tab, RowTable):
            event.stop()
            tab.take_lines(event.text)
        elif isinstance(tab, BodyTab):
            event.stop()
            tab.take(event.text)

    @on(UrlInput.RequestGiven)
    async def _request_given(self, event: UrlInput.RequestGiven) -> None:
        event.stop()
        node, base = self._node, "{{base_url}}" if lookup("base_url", self.scopes()) else LOCAL
        try:
            decode = partial(decode_request_text, event.text, base)
            found = await apart(decode) if len(event.text) > LONG else decode()
        except WorkbenchError as error:
            self._warn(error.problems)
            return
        if self._node != node:
            tell(self.app, "what was pasted was not taken: another request is open by now")
            return
        before, after = self._spec, with_command(self._spec, found.spec)
        self._before_command = (self._node, before, after)
        self._replace(after)
        self._warn(found.problems)
        if not event.begins:
            back = keymap_of(self.app).can("url.take-back", "in the URL takes it back")
            tell(self.app, "what was pasted is the request now", back)

    @on(UrlInput.TakenBack)
    def _taken_back(self, event: UrlInput.TakenBack) -> None:
        event.stop()
        if self._before_command is not None:
            node, before, after = self._before_command
            if (node, after) == (self._node, self._spec):
                self._replace(before)

    def _replace(self, spec: RequestSpec) -> None:
        self._edit(spec)
        self._badges(spec)
        self._show_address()
        for tab in self._tabs.values():
            if tab.has_class("-shown"):
                self._fill(tab)

    def _warn(self, problems: Sequence[Problem]) -> None:
        for problem in [*dict.fromkeys(problems)][:MOST_WARNINGS]:
            tell(self.app, str(problem), severity="warning")

    @on(Method.Changed)
    def _method_changed(self, event: Method.Changed) -> None:
        event.stop()
        self._edit(replace(self._spec, method=event.method))

    @on(RequestBar.AddressChanged)
    def _address_changed(self, event: RequestBar.AddressChanged) -> None:
        event.stop()
        moved = Address.of(self._spec).own_query != event.address.own_query
        self._edit(event.address.put_into(self._spec))
        for tab in self._tabs.values():
            if isinstance(tab, RowTable) and tab.id in ("params", "path"):
                self._fill(tab)
                if moved and tab.id == "params":
                    tab.forget_steps()  # they would not bring back what the URL had of its own

    @on(Change)
    def _changed(self, event: Change) -> None:
        event.stop()
        self._edit(event.change(self._spec))
