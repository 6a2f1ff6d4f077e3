"""What the user puts in the place of variables, until they leave; each change can be undone."""

import asyncio
from collections.abc import Callable, Mapping

from workbench.engine.order import SessionValues
from workbench.model import Value
from workbench.templating import Fact, Need

from .dispatch import Dispatch


class Overrides:
    """The values that one session knows, and the changes that the user makes to them."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch
        self._undo: list[tuple[str | None, str, SessionValues]] = []

    def values(self, environment: str | None) -> SessionValues:
        """Return what is known in an environment: overrides and captures."""
        return self._dispatch.session.values(environment)

    def facts(self, environment: str | None) -> Mapping[Need, Fact]:
        """Return what sends had to find out; nothing is looked up for it."""
        return self._dispatch.session.facts(environment)

    @property
    def secrets(self) -> frozenset[str]:
        """The secrets that the session has met."""
        return self._dispatch.session.met.texts

    async def put(
        self, environment: str | None, name: str, value: Value, *, secret: bool = False
    ) -> None:
        """Use another value for a variable in this session."""
        await self._change(
            environment, name, lambda values: values.overriding(name, value, secret=secret)
        )

    async def take_away(self, environment: str | None, name: str) -> bool:
        """Take an override away, or a captured value if there is none; False if neither."""
        values = self.values(environment)
        if values == values.without(name):
            return False
        if values.overrides_name(name):
            await self._change(environment, name, lambda values: values.not_overriding(name))
        else:
            await self._change(environment, name, lambda values: values.without(name))
        return True

    async def ask_again(self) -> None:
        """Forget what people, programs and the keyring have said: the next send asks anew."""
        await asyncio.wrap_future(self._dispatch.forget_secrets())

    async def undo(self) -> str | None:
        """Take the last change back and return its name; None if there is none."""
        if not self._undo:
            return None
        environment, name, before = self._undo.pop()
        await self._revalue(environment, lambda values: values.restoring(name, before))
        return name

    async def _change(
        self, environment: str | None, name: str, change: Callable[[SessionValues], SessionValues]
    ) -> None:
        before = await self._revalue(environment, change)
        self._undo.append((environment, name, before))

    async def _revalue(
        self, environment: str | None, change: Callable[[SessionValues], SessionValues]
    ) -> SessionValues:
        """Change values where sends do as well, so that neither undoes the other's."""
        return await asyncio.wrap_future(self._dispatch.revalue(environment, change))
