"""A style sheet that does less: what is not to be seen later, and what repeats itself once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from weakref import WeakSet

from textual.css._style_properties import ColorProperty
from textual.css.styles import RulesMap, StylesBase
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from .turns import Turns

SOURCES = 1000  # that are kept parsed; each kind of widget and of screen is one
COLORS = [name for name, rule in vars(StylesBase).items() if isinstance(rule, ColorProperty)]


class LazyStylesheet(Stylesheet):
    """Styles what is inside of something hidden when that is shown.

    A node costs most of a millisecond, and of the main screen's two hundred the greater
    part lies in tabs behind the one in front: a change of theme took a fifth of a second.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        # Of more than 64 Textual keeps none: each of them has thrown out the next by its turn.
        self._parse_cache.grow(SOURCES)
        self._stale: WeakSet[DOMNode] = WeakSet()

    def reparse(self) -> None:
        """Parse what is not parsed yet for the variables of now."""
        self.parse()  # Textual parses everything, in another sheet, lest this one is broken

    async def reparse_in(self, turns: Turns) -> None:
        """Do as `reparse`, in turns with others."""
        for place, source in tuple(self.source.items()):
            if source.content not in self._invalid_css:
                self._parse_rules(
                    source.content, place, source.is_defaults, source.tie_breaker, source.scope
                )
                await turns.pause()
        self.reparse()

    def update_nodes(self, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        """Style nodes, outer ones first, for it is they that hide or show the inner ones."""
        for portion in self._seen(nodes):
            super().update_nodes(portion, animate)

    async def update_in(self, turns: Turns, root: DOMNode, animate: bool = False) -> None:
        """Style a node and what is in it, in turns with others."""
        for portion in self._seen(root.walk_children(with_self=True)):
            for node in portion:
                if node.is_attached:  # as it was when the turn before this one began
                    super().update_nodes([node], animate)
                    await turns.pause()

    def _seen(self, nodes: Iterable[DOMNode]) -> Iterator[list[DOMNode]]:
        """Yield what is not inside of something hidden, by portions that are to be styled."""
        levels: defaultdict[int, list[DOMNode]] = defaultdict(list)
        for node in nodes:
            levels[_depth(node)].append(node)
        while levels:
            level = levels.pop(min(levels))
            seen = [node for node in level if not any(map(_hides, node.ancestors))]
            self._stale.update(level)
            hid = [node for node in seen if _hides(node)]
            yield seen
            self._stale.difference_update(seen)
            for shown in hid:
                if not _hides(shown):
                    for inner in shown.walk_children(with_self=True):
                        if inner in self._stale:
                            levels[_depth(inner)].append(inner)

    @classmethod
    def replace_rules(cls, node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        """Give a node its rules, and have all that is in it drawn anew once for all colours.

        Each colour that is set has the whole subtree drawn anew, and a theme sets a dozen on
        every container.
        """
        if not animate:
            styles = node.styles.base
            changed = [name for name in COLORS if _set_rule(styles, name, rules.get(name))]
            if changed:
                styles.refresh(children=True)
        super().replace_rules(node, rules, animate)


def _set_rule(styles: StylesBase, name: str, value: object) -> bool:
    """Set a rule or, with None, clear it; tells whether that changes anything."""
    return styles.clear_rule(name) if value is None else styles.set_rule(name, value)


def _depth(node: DOMNode) -> int:
    return len(node.ancestors)


def _hides(node: DOMNode) -> bool:
    """Tell whether rules hide a node; what code hides and shows comes without a call."""
    return node.styles.base.get_rule("display", "") == "none"
