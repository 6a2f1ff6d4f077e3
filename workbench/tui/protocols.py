"""What a request speaks, as one word before its name. Pure, and told from a glance at it."""

import re
from collections.abc import Callable

from workbench.model import GraphQLBody, NodeId, RequestSpec, Variables
from workbench.tui.state import State

WEBSOCKET, GRAPHQL, EVENTS = "WS", "GQL", "SSE"
"""What stands in the place of a method that says less."""

Known = Callable[[str], str]
"""Gives the text of a variable, or nothing."""

# At the start, or as in {{base_url | replace("http", "ws")}}.
_SCHEME = re.compile(r"""(?:^\s*|["'])wss?(?:://|["'])""", re.IGNORECASE)
_NAME = re.compile(r"\s*\{\{\s*([\w.-]+)\s*\}\}")
_DEEPEST = 4  # variables in variables
_STREAM = "text/event-stream"


def opens_websocket(url: str, known: Known = lambda _: "") -> bool:
    """Tell whether a URL is one of a WebSocket, as far as its beginning says so."""
    for _ in range(_DEEPEST):
        if _SCHEME.search(url):
            return True
        name = _NAME.match(url)
        if name is None:
            return False
        url = known(name[1])
    return False


def word_of(spec: RequestSpec, known: Known = lambda _: "") -> str:
    """Return what a request speaks if that says more than its method, else the method."""
    if opens_websocket(spec.url, known):
        return WEBSOCKET
    if isinstance(spec.body, GraphQLBody):
        return GRAPHQL
    accepted = (
        row.value.lower()
        for row in spec.headers
        if row.enabled and not row.removed and row.name.lower() == "accept"
    )
    if spec.method.upper() == "GET" and any(_STREAM in value for value in accepted):
        return EVENTS
    return spec.method


def spoken(node: NodeId, spec: RequestSpec, state: State) -> str:
    """Return the word for a request of a state, whose variables may begin its URL."""

    def known(name: str) -> str:
        if name in state.given:
            return state.given[name]
        environment = state.collection.environments.get(state.environment or "")
        found = _text(environment.variables, name) if environment is not None else None
        if found is None:
            found = _text(spec.variables, name)
        if found is None:
            folders = reversed(state.collection.folders_of(node))
            texts = (_text(folder.defaults.variables, name) for folder in folders)
            found = next((text for text in texts if text is not None), "")
        return found

    return word_of(spec, known)


def _text(variables: Variables, name: str) -> str | None:
    """Return the text of the variable of a name; None if none counts."""
    for variable in variables:
        if variable.name == name and variable.enabled:
            return variable.value if isinstance(variable.value, str) else ""
    return None
