"""The commands that open a screen beside the main one."""

from typing import TYPE_CHECKING

from workbench.engine.order import Order
from workbench.engine.secret_places import with_reference, with_secret
from workbench.model import NodeId, Origin, RequestSpec
from workbench.store.collection_store import CollectionStore
from workbench.store.names import COLLECTION_FILE, ENVIRONMENTS, FOLDER_FILE, LOCAL, SUFFIX
from workbench.templating import bindings
from workbench.tui.cookie_jar import CookieJar
from workbench.tui.file_changes import FileChanges
from workbench.tui.latest import run_beside
from workbench.tui.overrides import Overrides
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.screens.protection import frame
from workbench.tui.screens.side import R, SideScreen
from workbench.tui.widgets.tab_bar import TabBar

from .carrying import asks

if TYPE_CHECKING:
    from .screen import MainScreen

ORIGIN_TABS = {"headers": "Headers", "auth": "Auth", "options": "Options", "body": "Body"}


class SideCommands:
    """Variables, environments, folders and cookies, for one screen."""

    def __init__(
        self, main: "MainScreen", overrides: Overrides, jar: CookieJar, store: CollectionStore
    ) -> None:
        self._main = main
        self._overrides, self._jar = overrides, jar
        self._changes = FileChanges(store, self._read_again, main.acts.turns)

    async def _read_again(self) -> None:
        await self._main.reload(None)

    @asks
    async def environment(self) -> None:
        """Choose an environment."""
        from workbench.tui.screens.environments import PickEnvironment

        main = self._main
        known = main.state.collection.environments
        if not known:
            await self.environments()
            return

        def manage() -> None:
            run_beside(main, self.environments)

        picked = PickEnvironment(known, main.state.environment, manage)
        self._use(await main.app.push_screen_wait(picked))

    @asks
    async def environments(self) -> None:
        """List the environments, to make, edit and use them."""
        from workbench.tui.screens.environments import EnvironmentsScreen

        main = self._main
        screen = EnvironmentsScreen(
            lambda: main.state.collection.environments,
            main.state.environment,
            self._changes,
            self._overrides,
        )
        self._use(await self._opened(screen))

    def _use(self, name: str | None) -> None:
        main = self._main
        if name is not None and name in main.state.collection.environments:
            main.state = main.state.switching(name)
        main.show()

    @asks
    async def variables(self) -> None:
        """Show what every name in the opened request comes to."""
        from workbench.tui.screens.variables import VariablesScreen

        main, name = self._main, ""
        while True:
            screen = VariablesScreen(self._order(), self._overrides, main.root, name)
            found = await self._opened(screen)
            main.show()
            if found is None:
                return
            name = found.name
            if not await self._edit_file(found.place, found.tab):
                return

    async def go_to_origin(self, origin: Origin, request: NodeId) -> None:
        """Open what a part of a sent request came from: a file, or the request that answered."""
        main = self._main
        if origin.answered is not None:
            main.bench.open.show_request(origin.answered.request)
        elif not origin.place:
            main.tell(f"{origin.name} is in no file", origin.scope)
        else:
            tab = "Variables" if origin.depth else ORIGIN_TABS.get(origin.part, "Query")
            if origin.place == f"{request}.toml":
                main.bench.open.show_request(request)
            await self._edit_file(origin.place, tab)

    async def _edit_file(self, place: str, tab: str) -> bool:
        """Edit a file of the collection; False if that is done on the main screen."""
        from workbench.tui.screens.environments import EnvironmentScreen

        folder, _, file = place.rpartition("/")
        if folder == ENVIRONMENTS:
            local = file.endswith(LOCAL)
            name = file.removesuffix(LOCAL if local else SUFFIX)
            screen = EnvironmentScreen(name, self._changes, self._overrides, local=local)
            await self._opened(screen)
        elif file in (FOLDER_FILE, COLLECTION_FILE):
            await self._edit_folder(folder, tab)
        else:
            self._main.query_one("#request-tabs", TabBar).choose(tab)
            return False
        return True

    @asks
    async def extract_secret(self) -> None:
        """Move the first literal that looks like a secret into the environment's secrets."""
        from workbench.tui.screens.extract_secret import ExtractSecret

        main = self._main
        spec, environment = main.state.spec, main.state.environment
        places = main.bench.secret_places()
        if spec is None or not places:
            main.tell("nothing in this request looks like a secret")
            return
        if environment is None:
            hint = main.can("environment", "chooses or makes one for the secret")
            main.tell("no environment is used", hint)
            return
        node, place = main.state.opened, places[0]
        taken = frozenset(bindings(main.bench.scopes()))
        found = await main.app.push_screen_wait(ExtractSecret(place, "request", environment, taken))
        if found is None or node is None or main.state.opened != node:
            return
        reference = found.reference
        await self._changes.make(
            f"the secret {reference.name}",
            lambda store: store.edit_environment(
                environment, lambda old: with_secret(old, reference), local=found.local
            ),
        )
        await self._overrides.put(environment, reference.name, place.literal, secret=True)
        now = main.state.current(node)
        if now is not None:
            main.bench.edit(node, with_reference(now, place.literal, reference.name))
        main.tell(f"{{{{{reference.name}}}}} stands for it now, from {reference.source}")

    @asks
    async def edit_folder(self) -> None:
        """Edit what the folder under the cursor, or around the request there, gives."""
        main = self._main
        node = main.query_one(CollectionTree).node or main.state.opened
        await self._edit_folder(main.state.folder_for_new(node), "Headers")

    async def _edit_folder(self, node: NodeId, tab: str) -> None:
        from workbench.tui.screens.folder import FolderScreen

        main = self._main
        screen = FolderScreen(node, main.state.collection, self._changes, tab, main.root)
        await self._opened(screen)
        main.show()

    @asks
    async def cookies(self) -> None:
        """Show the cookies of the environment that is used."""
        from workbench.tui.screens.cookies import CookiesScreen

        main = self._main
        await self._opened(CookiesScreen(main.state.environment, self._jar))

    async def _opened(self, screen: SideScreen[R]) -> R | None:
        """Open a screen, framed if the environment is protected, and return its answer."""
        state = self._main.state
        frame(screen, state.collection.environments.get(state.environment or ""))
        return await self._main.app.push_screen_wait(screen)

    def _order(self) -> Order:
        """Return the opened request, or one that says nothing at the top of the collection."""
        main = self._main
        if main.state.spec is not None:
            return main.bench.order(main.state.opened)
        return Order(
            main.state.collection, RequestSpec(), "", main.state.environment, main.bench.given
        )
