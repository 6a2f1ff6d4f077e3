"""What the user lets this collection do: looked up at every send, added to when they say so."""

from dataclasses import replace
from pathlib import Path

from workbench.engine.order import Order
from workbench.engine.trusting import Grants, powers_of_orders
from workbench.errors import WorkbenchError
from workbench.model import Capabilities, requests
from workbench.store.paths import state_dir
from workbench.store.trust import Trust


class Trusting:
    """The grants to one collection. `wanted` and `grant` read and write files."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._trust = Trust(state_dir() / "trust", root, root.resolve().name)
        self.grants = Grants(self._granted)

    def wanted(self, missing: Capabilities, order: Order) -> Capabilities:
        """Return what to ask for: all that the collection will want, that it has not yet."""
        orders = (
            replace(order, spec=saved.spec, request=saved.id)
            for saved in requests(order.collection.root)
        )
        powers = powers_of_orders((order, *orders), self._root)
        return (missing | powers).missing(self._granted())

    def grant(self, powers: Capabilities) -> None:
        """Keep what the user has allowed."""
        self._trust.grant(powers)

    def _granted(self) -> Capabilities:
        try:
            return self._trust.granted()
        except WorkbenchError:
            return Capabilities()  # what cannot be read grants nothing; asking replaces it
