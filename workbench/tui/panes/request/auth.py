"""The auth tab: which kind, and its fields."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from workbench.formats.auth_table import auth_name
from workbench.model import AuthSpec, BasicAuth, BearerAuth, InheritAuth, NoAuth
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.safe import line_content
from workbench.tui.widgets.tab_bar import TabBar

# The kinds that have fields here; others are edited in the file.
KINDS = ("inherit", "none", "basic", "bearer")

NOTHING_INHERITED = "no folder sets any credentials"


def describe(auth: AuthSpec) -> str:
    """Say in a few words what an auth does, without its secrets."""
    match auth:
        case BasicAuth(username):
            return f"basic as {username}" if username else "basic"
        case BearerAuth():
            return "a bearer token"
        case NoAuth() | InheritAuth():
            return "no credentials"
        case _:
            return auth_name(auth)


class AuthTab(Vertical):
    """Edits how a request says who is asking."""

    DEFAULT_CSS = """
    AuthTab {
        height: 1fr;
        & > #note { margin: 1 2 0 2; height: auto; color: $foreground 70%; }
        & > Field { display: none; }
        &.-basic > .basic, &.-bearer > .bearer { display: block; }
        & > .first { margin-top: 1; }
    }
    """

    @dataclass
    class Changed(Message):
        """The user changed the auth."""

        auth: AuthSpec

    _inherited = NOTHING_INHERITED
    _shown: AuthSpec = InheritAuth()

    def compose(self) -> ComposeResult:
        """The kinds, the fields of all of them, and a word about what happens."""
        yield TabBar(KINDS, id="auth-kind")
        fields = (
            (Field("User name", "username", hint="ada or {{user}}"), "basic", "first"),
            (Field("Password", "password", password=True, hint="{{password}}"), "basic", ""),
            (Field("Token", "token", hint="{{token}}"), "bearer", "first"),
        )
        for field, kind, first in fields:
            field.add_class(kind)
            field.set_class(bool(first), "first")
            yield field
        yield Static(id="note", markup=False)

    def show(self, auth: AuthSpec, inherited: AuthSpec, origin: str) -> None:
        """Show a request's auth, and what it would inherit from which folder."""
        self._inherited = f"{describe(inherited)}, from {origin}" if origin else NOTHING_INHERITED
        if isinstance(auth, BasicAuth):
            self._field("username").show(auth.username)
            self._field("password").show(auth.password)
        elif isinstance(auth, BearerAuth):
            self._field("token").show(auth.token)
        kind, bar = auth_name(auth), self.query_one(TabBar)
        if kind not in KINDS:
            self._shown = auth
            bar.names = (*KINDS, kind)
        bar.active = kind
        self._arrange(kind)

    def _arrange(self, kind: str) -> None:
        for name in ("basic", "bearer"):
            self.set_class(kind == name, f"-{name}")
        note = ""
        if kind == "inherit":
            note = f"Inherited: {self._inherited}."
        elif kind == "none":
            note = "No credentials are sent, whatever the folders say."
        elif kind not in KINDS:
            note = "This kind is edited in the file."
        self.query_one("#note", Static).update(line_content(note))

    def _field(self, name: str) -> Field:
        parent = self.query_one(f"#{name}", Input).parent
        assert isinstance(parent, Field)
        return parent

    def _read(self) -> AuthSpec:
        match self.query_one(TabBar).active:
            case "basic":
                return BasicAuth(self._field("username").value, self._field("password").value)
            case "bearer":
                return BearerAuth(self._field("token").value)
            case "none":
                return NoAuth()
            case "inherit":
                return InheritAuth()
            case _:
                return self._shown

    @on(TabBar.Activated)
    def _kind_chosen(self, event: TabBar.Activated) -> None:
        event.stop()
        self._arrange(event.name)
        self.post_message(self.Changed(self._read()))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self._read()))
