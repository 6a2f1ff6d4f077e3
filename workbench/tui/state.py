"""What the main screen knows, and how it changes. Pure: no Textual, no I/O.

The screen owns one State at a time and replaces it; panes are told what to show.
"""

from __future__ import annotations  # what comes of sending is not needed for a start

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    AuthSpec,
    Broken,
    Collection,
    Folder,
    InheritAuth,
    NodeId,
    RequestSpec,
    SavedRequest,
    requests,
)

from .marks import folder_file
from .open_requests import OpenRequests, new_scratch

if TYPE_CHECKING:
    from workbench.model import Exchange

LOCAL = "http://localhost"


@dataclass(frozen=True, slots=True)
class State:
    """One collection being worked on.

    `tabs` are the open requests, of which `opened` is the one that is looked at. `drafts`
    holds unsaved edits, `exchanges` the latest exchange of each request, without its body
    once the request is closed; `marked` is what was picked for a run, in order. `pinned`
    is an exchange of a run that is shown instead of the opened request's own; `given` are
    the variables of the command line.
    """

    collection: Collection
    environment: str | None = None
    tabs: OpenRequests = field(default_factory=OpenRequests)
    drafts: Mapping[NodeId, RequestSpec] = field(default_factory=dict)
    exchanges: Mapping[NodeId, Exchange] = field(default_factory=dict)
    marked: tuple[NodeId, ...] = ()
    pinned: Exchange | None = None
    cut: tuple[NodeId, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def opened(self) -> NodeId | None:
        """The open request that is looked at."""
        return self.tabs.active

    def saved(self, node: NodeId | None) -> RequestSpec | None:
        """Return a request as its file has it."""
        found = self.collection.find(node) if node is not None else None
        return found.spec if isinstance(found, SavedRequest) else None

    def current(self, node: NodeId | None) -> RequestSpec | None:
        """Return a request as the user sees it: with unsaved edits."""
        return self.drafts.get(node or "") or self.saved(node)

    @property
    def spec(self) -> RequestSpec | None:
        """The opened request, with unsaved edits."""
        return self.current(self.opened)

    @property
    def shown(self) -> Exchange | None:
        """The exchange the response pane shows."""
        return self.pinned or self.exchanges.get(self.opened or "")

    @property
    def response(self) -> Exchange:
        """The same, for those that need one; raises WorkbenchError where it has been closed."""
        if self.shown is None:
            raise WorkbenchError(Problem("there is no response here any more"))
        return self.shown

    @property
    def open_exchanges(self) -> Iterator[Exchange]:
        """The latest exchanges of the open requests."""
        return (self.exchanges[node] for node in self.tabs.order if node in self.exchanges)

    @property
    def blank(self) -> RequestSpec:
        """A request to begin with."""
        return RequestSpec(url="{{base_url}}/" if self.knows("base_url") else "https://")

    @property
    def base(self) -> str:
        """What a path alone is behind."""
        return "{{base_url}}" if self.knows("base_url") else LOCAL

    def knows(self, variable: str) -> bool:
        """Tell whether every request of the collection can use a variable."""
        environment = self.collection.environments.get(self.environment or "")
        listed = (
            *self.collection.root.defaults.variables,
            *(environment.variables if environment else ()),
        )
        return variable in self.given or any(known.name == variable for known in listed)

    def in_flight(self, node: NodeId | None) -> bool:
        """Tell whether this request has been sent and is not answered in full yet."""
        exchange = self.exchanges.get(node or "")
        return exchange is not None and exchange.phase != "done"

    def folder_for_new(self, node: NodeId | None) -> NodeId:
        """Return the folder in which a new request beside `node` belongs."""
        if node is None or isinstance(self.collection.find(node), Folder):
            return node or ""
        return node.rpartition("/")[0]

    # Changes: each returns a new State.

    def opening(self, node: NodeId, *, keep: bool = False) -> State:
        """Look at a request; its tab is kept if there is more to it than to be looked at."""
        keep = keep or node in self.drafts or self.in_flight(node)
        return replace(self.showing(self.tabs.opening(node, keep=keep)), pinned=None)

    def showing(self, tabs: OpenRequests) -> State:
        """Have other requests open; what came back for those closed is let go."""
        fresh = set(tabs.order) - set(self.tabs.order)
        exchanges = {
            node: exchange if node in tabs.order else _without_body(exchange)
            for node, exchange in self.exchanges.items()
            if node not in fresh or exchange.phase != "done"  # history may have more of it
        }
        pinned = self.pinned if tabs.active == self.opened else None
        return replace(self, tabs=tabs, exchanges=exchanges, pinned=pinned)

    def pinning(self, exchange: Exchange) -> State:
        """Show an exchange of a run instead of the opened request's own."""
        return replace(self, pinned=exchange)

    def masking(self, masked: Callable[[Exchange], Exchange]) -> State:
        """Let the exchange that is shown be without the secrets that are known by now."""
        shown = self.shown
        if shown is None or (other := masked(shown)) is shown:
            return self
        if self.pinned is not None:
            return replace(self, pinned=other)
        return replace(self, exchanges={**self.exchanges, self.opened or "": other})

    def switching(self, environment: str | None) -> State:
        """Use another environment."""
        return replace(self, environment=environment)

    def editing(self, node: NodeId, spec: RequestSpec) -> State:
        """Replace the unsaved edits of a request; edits equal to the file are no draft."""
        drafts = {key: value for key, value in self.drafts.items() if key != node}
        if spec != self.saved(node):
            drafts[node] = spec
        return replace(self, drafts=drafts, tabs=self.tabs.keeping(node))

    def saving(self, node: NodeId, sent: RequestSpec, saved: RequestSpec) -> State:
        """Take in that `sent` was saved and the file says `saved` now, which may be more.

        Edits made meanwhile stay unsaved, on top of it.
        """
        draft = self.drafts.get(node)
        if draft is None:
            return self
        from workbench.formats.merge_specs import merge_specs

        later, _ = merge_specs(sent, draft, saved)
        return replace(self, drafts={**self.drafts, node: later})

    def reverting(self, node: NodeId) -> State:
        """Drop the unsaved edits of a request; without a file nothing of it is left."""
        drafts = {key: value for key, value in self.drafts.items() if key != node}
        state = replace(self, drafts=drafts)
        return state if state.saved(node) else state.showing(self.tabs.closing(node))

    def marking(self, node: NodeId) -> State:
        """Pick a request for the next run, or put it back; a folder stands for its requests."""
        found = self.collection.find(node)
        ids = (
            [request.id for request in requests(found)]
            if isinstance(found, Folder)
            else [node]
            if isinstance(found, SavedRequest)
            else []
        )
        if ids and all(i in self.marked for i in ids):
            return replace(self, marked=tuple(i for i in self.marked if i not in ids))
        return replace(self, marked=(*self.marked, *(i for i in ids if i not in self.marked)))

    def cutting(self, nodes: tuple[NodeId, ...]) -> State:
        """Take nodes, to be pasted into another folder."""
        return replace(self, cut=nodes)

    def moving_on(self, exchange: Exchange) -> State:
        """Take in a newer snapshot of an exchange; one of an older send is ignored."""
        known = self.exchanges.get(exchange.request)
        if known is not None and known.id > exchange.id:
            return self
        if exchange.request not in self.tabs.order:
            exchange = _without_body(exchange)
        return replace(self, exchanges={**self.exchanges, exchange.request: exchange})

    def reloading(self, collection: Collection) -> State:
        """Take in the collection as it is on disk now; drafts and what is open stay."""
        state = replace(self, collection=collection)
        alive = {request.id for request in requests(collection.root)}
        drafts = {n: d for n, d in self.drafts.items() if n not in alive or d != state.saved(n)}
        environment = self.environment if self.environment in collection.environments else None
        marked = tuple(node for node in self.marked if node in alive)
        state = replace(state, drafts=drafts, environment=environment, marked=marked)
        tabs = self.tabs.retaining(alive | drafts.keys())
        return state if tabs == self.tabs else state.showing(tabs)

    def renaming(self, old: NodeId, new: NodeId) -> State:
        """Follow a request or folder to its new place, which is its own from now on."""
        return self._elsewhere(lambda node: moved_id(node, old, new), new)

    def displacing(self, node: NodeId) -> State:
        """Take in that something new has an id: edits of what had it before are scratch now."""
        return self._elsewhere(lambda each: each, node)

    def _elsewhere(self, move: Callable[[NodeId], NodeId], place: NodeId) -> State:
        """Let nodes go by other ids; edits of what was in their place keep out of their way."""
        lost = [node for node in self.drafts if move(node) == node and is_in(node, place)]
        scratch = dict(zip(lost, new_scratch(self.drafts, len(lost)), strict=True))

        def follow(node: NodeId) -> NodeId:
            return scratch.get(node) or move(node)

        return replace(
            self,
            tabs=self.tabs.following(follow),
            drafts={follow(n): d for n, d in self.drafts.items()},
            exchanges={follow(n): replace(e, request=follow(n)) for n, e in self.exchanges.items()},
            marked=tuple(follow(n) for n in self.marked),
            cut=tuple(follow(n) for n in self.cut),
        )

    def naming(self, node: NodeId, name: str) -> State:
        """Let the unsaved edits of a request take on the name its file has been given."""
        draft = self.drafts.get(node)
        if draft is None:
            return self
        return replace(self, drafts={**self.drafts, node: replace(draft, name=name)})

    # What the open request inherits.

    def inherited_auth(self) -> tuple[AuthSpec, str]:
        """Return the auth the folders give the opened request, and the file that says so."""
        auth: AuthSpec = InheritAuth()
        origin = ""
        for folder in self.collection.folders_of(self.opened or ""):
            if not isinstance(folder.defaults.auth, InheritAuth):
                auth, origin = folder.defaults.auth, folder_file(folder)
        return auth, origin


def moved_id(node: NodeId, old: NodeId, new: NodeId) -> NodeId:
    """Return how something is called after `old`, which it is or may lie in, has become `new`."""
    return new + node[len(old) :] if is_in(node, old) else node


def is_in(node: NodeId, place: NodeId) -> bool:
    """Tell whether something is what has an id, or lies in it."""
    return node == place or node.startswith(f"{place}/")


def _without_body(exchange: Exchange) -> Exchange:
    """Return what the tree shows of an exchange; one in flight keeps what it will need."""
    return exchange if exchange.phase != "done" else replace(exchange, body=None)


def lost_drafts(state: State) -> tuple[NodeId, ...]:
    """Return drafts whose file is gone or cannot be read: saving makes a new file of them."""
    return tuple(
        node
        for node in state.drafts
        if state.collection.find(node) is None or isinstance(state.collection.find(node), Broken)
    )
