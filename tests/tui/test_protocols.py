import pytest

from workbench.model import (
    Collection,
    Defaults,
    Environment,
    Folder,
    GraphQLBody,
    RequestSpec,
    Row,
    SavedRequest,
    Variable,
)
from workbench.tui.protocols import opens_websocket, spoken, word_of
from workbench.tui.state import State

STREAM = (Row("accept", "Text/Event-Stream"),)


@pytest.mark.parametrize(
    ("url", "opens"),
    [
        ("ws://x/", True),
        (" WSS://x/", True),
        ('{{base_url | replace("http", "ws")}}/echo', True),
        ("http://x/?next=ws://y", False),
        ("https://ws.example/", False),
        ("{{base_url}}/ws", False),
        ("{{one}}/chat", True),
        ("{{ around }}/chat", False),
        ("", False),
    ],
)
def test_a_websocket_is_told_by_the_beginning_of_its_url(url: str, opens: bool) -> None:
    known = {"one": "{{two}}", "two": "wss://x", "around": "{{around}}"}
    assert opens_websocket(url, lambda name: known.get(name, "")) == opens


@pytest.mark.parametrize(
    ("spec", "word"),
    [
        (RequestSpec(method="PATCH", url="http://x"), "PATCH"),
        (RequestSpec(url="ws://x", body=GraphQLBody("{a}")), "WS"),
        (RequestSpec(method="POST", body=GraphQLBody("{a}")), "GQL"),
        (RequestSpec(headers=STREAM), "SSE"),
        (RequestSpec(headers=(Row("Accept", "text/event-stream", enabled=False),)), "GET"),
        (RequestSpec(method="POST", headers=STREAM), "POST"),  # to a language model, say
    ],
)
def test_a_request_is_called_by_what_it_speaks(spec: RequestSpec, word: str) -> None:
    assert word_of(spec) == word


def test_the_nearest_variable_that_counts_tells_what_is_spoken() -> None:
    spec = RequestSpec(url="{{base}}/chat")
    inner = Folder("in", "In", children=(SavedRequest("in/a", spec),))
    defaults = Defaults(variables=(Variable("base", "wss://outer"),))
    outer = Folder("", "Shop", defaults=defaults, children=(inner,))
    plain = Environment("plain", (Variable("base", "http://x"),))
    off = Environment("off", (Variable("base", "http://x", enabled=False),))
    state = State(Collection(outer, {"plain": plain, "off": off}))

    assert spoken("in/a", spec, state) == "WS"
    assert spoken("in/a", spec, state.switching("off")) == "WS"
    assert spoken("in/a", spec, state.switching("plain")) == "GET"
    own = RequestSpec(url=spec.url, variables=(Variable("base", "http://own"),))
    assert spoken("in/a", own, state) == "GET"
