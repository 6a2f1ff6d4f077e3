"""The collection as a tree of lines. It shows state; it changes nothing itself."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from workbench.errors import Problem
from workbench.model import Broken, Folder, Node, NodeId, SavedRequest, Unread, walk
from workbench.tui.commands import COMMANDS
from workbench.tui.keyboard import keymap_of
from workbench.tui.marks import METHOD_WIDTH, method_mark, standing, state_marks, title_of
from workbench.tui.protocols import spoken
from workbench.tui.state import State
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.safe import content, line_content


@dataclass(frozen=True, slots=True)
class Twig:
    """One visible line: a node and how deep it lies, or a problem of the collection."""

    node: Node | Problem
    depth: int

    def has(self, node: NodeId) -> bool:
        """Tell whether this is the line of a node."""
        return not isinstance(self.node, Problem) and self.node.id == node


class CollectionTree(LineList):
    """Folders and requests, with marks for unsaved edits, runs and what is in flight.

    At the top are requests that live in no file, slanted.
    """

    BORDER_TITLE = "Collection"
    DEFAULT_CSS = """
    CollectionTree { width: 100%; height: 1fr; padding: 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("tree"),
        *(
            Binding(c.keys, f"screen.command('{c.id}')", c.title, id=c.id, show=False)
            for c in COMMANDS
            if c.scope == "tree"
        ),
    ]

    @dataclass
    class Opened(Message):
        """The user wants to see a request, or why a file cannot be read."""

        node: SavedRequest | Broken | Unread | Problem

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._state: State | None = None
        self._twigs: tuple[Twig, ...] = ()
        self._folded: set[NodeId] = set()
        self._looks: object = None
        self._filed: set[NodeId] = set()
        self._unfiled: tuple[NodeId, ...] = ()  # requests in no file, or whose file is gone

    class FoldsChanged(Message):
        """The user has folded or unfolded something."""

    @property
    def folded(self) -> frozenset[NodeId]:
        """The folders whose content is not shown."""
        return frozenset(self._folded)

    @folded.setter
    def folded(self, nodes: frozenset[NodeId]) -> None:
        here = self.node
        self._folded = set(nodes)
        self._relist()
        if here is not None and self.node != here:
            self.cursor = next((i for i, twig in enumerate(self._twigs) if twig.has(here)), 0)

    @property
    def node(self) -> NodeId | None:
        """The id of the node under the cursor; None on a problem, or in an empty tree."""
        if not self._twigs:
            return None
        found = self._twigs[self.cursor].node
        return None if isinstance(found, Problem) else found.id

    def show(self, state: State) -> None:
        """Draw another state, keeping the cursor on its node."""
        before, self._state = self._state, state
        looks, self._looks = self._looks, look_of(state)
        is_new = before is None or before.collection is not state.collection
        if is_new:
            self._filed = {node.id for node in walk(state.collection.root)}
        unfiled = tuple(node for node in state.drafts if node not in self._filed)
        if is_new or unfiled != self._unfiled:
            here, self._unfiled = self.node, unfiled
            self._relist()
            self.reveal(here)
            self.border_title = line_content(state.collection.name or "Collection")
        elif looks != self._looks:
            self.refresh()

    def reveal(self, node: NodeId | None) -> None:
        """Unfold what hides a node and put the cursor on it."""
        if node is None or self._state is None:
            return
        around = {folder.id for folder in self._state.collection.folders_of(node)} - {node}
        if self._folded & around:
            self._folded -= around
            self._relist()
        for index, twig in enumerate(self._twigs):
            if twig.has(node):
                self.cursor = index
                return

    def _visible(self, folder: Folder, depth: int) -> tuple[Twig, ...]:
        found: list[Twig] = []
        for child in folder.children:
            found.append(Twig(child, depth))
            if isinstance(child, Folder) and child.id not in self._folded:
                found.extend(self._visible(child, depth + 1))
        return tuple(found)

    def _relist(self) -> None:
        if self._state is not None:
            collection, drafts = self._state.collection, self._state.drafts
            self._twigs = (
                *(Twig(SavedRequest(node, drafts[node]), 0) for node in self._unfiled),
                *self._visible(collection.root, 0),
                *(Twig(problem, 0) for problem in collection.problems),
            )
            self.set_count(len(self._twigs))

    def action_fold(self, fold: bool) -> None:
        """Fold or unfold the folder under the cursor; left on a request goes to its folder."""
        node = self.node
        if node is None or self._state is None:
            return
        foldable = isinstance(self._state.collection.find(node), Folder)
        if fold and (not foldable or node in self._folded):
            self.reveal(node.rpartition("/")[0] or None)
            return
        if fold:
            self._folded.add(node)
        else:
            self._folded.discard(node)
        self._relist()
        self.post_message(self.FoldsChanged())

    def action_choose(self) -> None:
        """Open the request under the cursor, or fold and unfold the folder."""
        if not self._twigs:
            return
        node = self._twigs[self.cursor].node
        if isinstance(node, Folder):
            self.action_fold(node.id not in self._folded)
        else:
            self.post_message(self.Opened(node))

    def go_to(self, index: int) -> None:
        """Go to a line, which opens its request."""
        super().go_to(index)
        if not isinstance(self._twigs[self.cursor].node, Folder):
            self.action_choose()

    def clicked(self, index: int, x: int, chain: int) -> None:
        """A click opens a request or folds a folder, as enter does."""
        self.action_choose()

    def empty(self) -> Content:
        """Tell how to begin."""
        key = keymap_of(self.app).shown("new-request")
        begin = f": {key} makes a request" if key else ""
        return content(f" nothing here yet{begin}", "$muted italic")

    def line(self, index: int, width: int) -> Content:
        """Draw a folder, a request, or a problem."""
        twig, state = self._twigs[index], self._state
        assert state is not None
        indent = "  " * twig.depth
        node = twig.node
        if isinstance(node, Problem):
            return line_content(f" ! {node.where or node.what}", "$warning").truncate(
                width, ellipsis=True
            )
        if isinstance(node, Folder):
            arrow = "▸" if node.id in self._folded else "▾"
            mark = "✂" if node.id in state.cut else " "
            return Content.assemble(
                f"{indent}{mark}", (f"{arrow} ", "$accent"), line_content(node.name, "bold")
            ).truncate(width, ellipsis=True)
        if isinstance(node, Broken):
            name = node.id.rpartition("/")[2]
            return line_content(f"{indent} ✗ {name} (unreadable)", "$error").truncate(
                width, ellipsis=True
            )
        if isinstance(node, Unread):
            name = " " * METHOD_WIDTH + node.id.rpartition("/")[2]
            return line_content(f" {indent}{name}", "$foreground 60%").truncate(
                width, ellipsis=True
            )
        return self._request_line(node, indent, width, state)

    def _request_line(self, node: SavedRequest, indent: str, width: int, state: State) -> Content:
        spec = state.current(node.id) or node.spec
        opened = node.id == state.opened
        style = ["bold $accent"] if opened else []
        style += ["italic"] if node.id in self._unfiled else []
        cut = node.id in state.cut
        mark = "✂" if cut else "◆" if node.id in state.marked else "▌" if opened else " "
        left = Content.assemble(
            (mark, "$accent"),
            indent,
            method_mark(spoken(node.id, spec, state), METHOD_WIDTH),
            line_content(title_of(node.id, spec), " ".join(style)),
        )
        last = standing(state.exchanges.get(node.id))
        marks = state_marks(last, is_draft=node.id in state.drafts)
        right = Content.assemble(" ", marks, " ")
        room = width - right.cell_length
        left = left.truncate(room, ellipsis=True)
        return left.pad_right(room - left.cell_length) + right


def look_of(state: State) -> object:
    """Return what of a state can be seen in the tree; most keys change nothing of it."""
    return (
        state.opened,
        state.marked,
        state.cut,
        state.environment,
        [
            (node, spoken(node, spec, state), title_of(node, spec))
            for node, spec in state.drafts.items()
        ],
        [
            (node, exchange.phase, exchange.status, exchange.failure is None)
            for node, exchange in state.exchanges.items()
        ],
    )
