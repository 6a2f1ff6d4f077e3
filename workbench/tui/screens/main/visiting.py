"""Send the user to a browser, where a server wants to hear from them that a token is in order."""

import asyncio
import webbrowser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from workbench.tui.latest import run_beside
from workbench.tui.screens.dialogs import Confirm

if TYPE_CHECKING:
    from workbench.client import DeviceCode

    from .screen import MainScreen

LONGEST_SHOWN = 200  # characters of an address


class Visiting:
    """Asks before anything is opened: the address comes from the collection or a server."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    def open_page(self, url: str) -> None:
        """Open a page, if the user agrees; from any thread. Does not wait for that."""
        self._soon("To get a token you have to agree in your browser, at", url, url)

    def show_code(self, code: "DeviceCode") -> None:
        """Show a code, and open the page where it is entered, if the user agrees."""
        words = f"To get a token, enter the code\n\n    {code.user_code}\n\nat"
        page = code.verification_uri_complete or code.verification_uri
        self._soon(words, code.verification_uri, page)

    def _soon(self, words: str, shown: str, url: str) -> None:
        def ask() -> None:
            run_beside(self._main, self._ask, words, shown, url)

        self._main.on_loop(ask)

    async def _ask(self, words: str, shown: str, url: str) -> None:
        main = self._main
        address = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
        question = f"{words}\n\n    {address}"
        if not await main.app.push_screen_wait(Confirm("Sign in", question, "Open the page")):
            main.tell("no page was opened", "escape stops waiting for the token")
        elif urlsplit(url).scheme not in ("http", "https"):
            main.tell("the address is none of the web, so it was not opened", severity="warning")
        elif not await asyncio.to_thread(_opened, url):
            main.app.copy_to_clipboard(url)
            main.tell("there is no browser to open it in", "the address is in the clipboard")


def _opened(url: str) -> bool:
    """Open a page in a browser that has a window of its own; others would take this terminal."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return type(browser) is not webbrowser.GenericBrowser and browser.open(url)
