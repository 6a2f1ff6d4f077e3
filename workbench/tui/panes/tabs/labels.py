"""What stands on the tab of an open request."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from textual.content import Content

from workbench.model import Collection, NodeId, RequestSpec, requests
from workbench.tui.marks import Standing, method_mark, standing, state_marks, title_of
from workbench.tui.protocols import spoken
from workbench.tui.state import State
from workbench.tui.widgets.safe import line_content

WIDEST = 24  # cells of a name


@dataclass(frozen=True, slots=True)
class Label:
    """One tab: the request's method and name with their marks."""

    node: NodeId
    method: str
    name: str
    is_active: bool
    is_preview: bool
    is_draft: bool
    last: Standing

    @property
    def in_flight(self) -> bool:
        """Whether its mark moves."""
        return self.last == "in flight"

    def drawn(self, frame: int = 0, *, focused: bool = False) -> Content:
        """Return it as it is drawn; the focus is on the active one."""
        if self.is_active and focused:
            style = "bold underline $accent"
        else:
            style = "bold underline" if self.is_active else "$muted"
        if self.is_preview:
            style += " italic"
        name = line_content(self.name).truncate(WIDEST, ellipsis=True).stylize(style)
        marks = state_marks(self.last, is_draft=self.is_draft, frame=frame)
        around = "$accent bold" if self.is_active else "$foreground 20%"
        edge = Content.styled("▌" if self.is_active else "│", around)
        gap = " " if marks.plain else ""
        made = Content.assemble(edge, method_mark(self.method), " ", name, gap, marks, " ")
        return made.stylize("on $background") if self.is_active else made


@lru_cache(maxsize=1024)
def width_of(label: Label) -> int:
    """Return how many cells a tab takes."""
    return label.drawn().cell_length


class Labels:
    """Makes the labels of a state; what they say of files is looked up once a collection."""

    def __init__(self) -> None:
        self._collection: Collection | None = None
        self._saved: dict[NodeId, RequestSpec] = {}

    def of(self, state: State) -> tuple[Label, ...]:
        """Return a label for each open request, in order."""
        if state.collection is not self._collection:
            self._collection = state.collection
            self._saved = {each.id: each.spec for each in requests(state.collection.root)}
        labels = [self._label(node, state) for node in state.tabs.order]
        count = Counter(label.name for label in labels)
        return tuple(_placed(label) if count[label.name] > 1 else label for label in labels)

    def _label(self, node: NodeId, state: State) -> Label:
        spec = state.drafts.get(node) or self._saved.get(node) or RequestSpec()
        return Label(
            node,
            spoken(node, spec, state),
            title_of(node, spec),
            node == state.opened,
            node == state.tabs.preview,
            node in state.drafts,
            standing(state.exchanges.get(node)),
        )


def _placed(label: Label) -> Label:
    """Return a label that another one is called like: it says where its request is, too."""
    folder = label.node.rpartition("/")[0].rpartition("/")[2]
    return replace(label, name=f"{label.name} · {folder}") if folder else label
