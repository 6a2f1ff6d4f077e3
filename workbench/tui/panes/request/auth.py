"""The auth tab: which kind, and its fields."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from workbench.formats.auth_table import AUTHS, auth_name
from workbench.model import AuthSpec, OAuth2Auth, RequestSpec
from workbench.tui.widgets.completion import Suggest
from workbench.tui.widgets.form import Form
from workbench.tui.widgets.safe import line_content
from workbench.tui.widgets.tab_bar import TabBar

from .auth_fields import FIELDS, KINDS, NOTES, auth_from, describe, seen, texts_of
from .change import Change
from .token_view import TokenView

if TYPE_CHECKING:
    from workbench.engine.tokens import KnownToken

NOTHING_INHERITED = "no folder sets any credentials"
AUTH = "auth type "  # how the file's reader names a kind that it does not know
UNKNOWN = (
    "! The file says {}, which this version does not know. It stays in the file as it is; "
    "the request cannot be sent without it. Another kind takes its place when you save."
)


class AuthTab(VerticalScroll, can_focus=False):
    """Edits how a request says who is asking. What was typed for a kind waits for its return."""

    DEFAULT_CSS = """
    AuthTab {
        height: 1fr;
        & > Form { height: auto; display: none; }
        & > Form.-shown { display: block; }
        & > #note { margin: 0 2; height: auto; color: $muted; }
        & > #note.-fault { color: $warning; }
    }
    """

    def __init__(self, suggest: Suggest | None = None) -> None:
        super().__init__(id="auth")
        self._suggest = suggest
        self._inherited = NOTHING_INHERITED
        self._kept: dict[str, AuthSpec] = {}  # by kind, what is typed
        self._forms: dict[str, Form] = {}
        self._inherits_token = False
        self._unknown = ""  # what the file says and nobody here knows

    def compose(self) -> ComposeResult:
        """The kinds, and a word about what happens; the fields of a kind follow on demand."""
        yield TabBar(KINDS, id="auth-kind")
        yield TokenView()
        yield Static(id="note", markup=False)

    def show(
        self, spec: RequestSpec, inherited: AuthSpec, origin: str, *, anew: bool = False
    ) -> None:
        """Show a request's auth, and what it would inherit from where.

        With `anew` it is another request, and what was typed for this one is forgotten.
        """
        auth = spec.auth
        self._unknown = next((each for each in spec.unsupported if each.startswith(AUTH)), "")
        if anew:
            self._kept.clear()
        self._inherited = f"{describe(inherited)}, from {origin}" if origin else NOTHING_INHERITED
        kind = auth_name(auth)
        self._kept[kind] = auth
        self._inherits_token = isinstance(inherited, OAuth2Auth)
        self.query_one(TabBar).active = kind
        self._arrange(kind)

    def show_token(self, token: "KnownToken | None") -> None:
        """Show the token that there is for the request."""
        self.query_one(TokenView).show_token(token)

    @property
    def _kind(self) -> str:
        return self.query_one(TabBar).active

    def _auth(self, kind: str) -> AuthSpec:
        return self._kept.setdefault(kind, AUTHS[kind]())

    def _arrange(self, kind: str) -> None:
        for name, form in self._forms.items():
            form.set_class(name == kind, "-shown")
        if kind in self._forms:
            texts = texts_of(self._auth(kind))
            self._forms[kind].show(texts)
            self._forms[kind].show_only(seen(kind, texts))
        elif FIELDS[kind]:
            self.call_next(self._mount_form, kind)
        has_token = kind == "oauth2" or (kind == "inherit" and self._inherits_token)
        self.query_one(TokenView).set_class(has_token, "-shown")
        note = f"Inherited: {self._inherited}." if kind == "inherit" else NOTES[kind]
        if self._unknown and kind == "inherit":
            note = UNKNOWN.format(self._unknown.removeprefix(AUTH))
        self.query_one("#note", Static).update(line_content(note))
        self.query_one("#note", Static).set_class(note.startswith("!"), "-fault")

    async def _mount_form(self, kind: str) -> None:
        if kind not in self._forms:
            form = Form(FIELDS[kind], suggest=self._suggest)
            await self.mount(form, before="#note")
            self._forms[kind] = form
        self._arrange(self._kind)

    def _say(self) -> None:
        auth = self._auth(self._kind)

        def change(spec: RequestSpec) -> RequestSpec:
            known = tuple(each for each in spec.unsupported if not each.startswith(AUTH))
            return replace(spec, auth=auth, unsupported=known)

        self.post_message(Change(change))

    @on(TabBar.Activated, "#auth-kind")
    def _kind_chosen(self, event: TabBar.Activated) -> None:
        event.stop()
        self._arrange(event.name)
        self._say()

    @on(Form.Changed)
    def _typed(self, event: Form.Changed) -> None:
        event.stop()
        kind = self._kind
        texts = {**texts_of(self._auth(kind)), event.name: event.value}
        self._kept[kind] = auth_from(kind, texts)
        event.form.show_only(seen(kind, texts))
        self._say()
