"""What could be typed in the fields of a request: variables, functions, headers, checks."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from workbench.engine.library import FUNCTIONS
from workbench.model import Row
from workbench.templating import Candidate, Scope, complete
from workbench.tui.widgets.completion import Coming, Offer, Suggestion

from .header_words import HEADERS, PART_TYPES, VALUES
from .message_rows import FIRST, WORDS
from .path_suggestions import path_offer

Scopes = Callable[[], Sequence[Scope]]


class Suggestions:
    """Knows where the values of the opened request come from."""

    def __init__(
        self,
        scopes: Scopes,
        requests: Callable[[], Sequence[str]] = tuple,
        root: Callable[[], Path] = Path,
    ) -> None:
        self._scopes, self._requests, self._root = scopes, requests, root

    def template(self, text: str, at: int) -> Offer | None:
        """Suggest what can stand in the braces around the cursor."""
        if "{{" not in text[:at]:
            return None
        found = complete(text, at, self._scopes(), FUNCTIONS, {"response": self._requests()})
        if found is None:
            return None
        is_closed = text[found.end :].lstrip().startswith("}}")
        listed = (_suggestion(each, is_closed) for each in found.candidates)
        return Offer(found.start, found.end, tuple(listed))

    def path(self, text: str, at: int) -> Offer | Coming | None:
        """Suggest how the path of a file goes on; a relative one starts at the collection."""
        if (offer := self.template(text, at)) is not None:
            return offer
        return None if "{{" in text[:at] else path_offer(self._root, text, at)

    def in_row(self, _row: Row, _column: int, text: str, at: int) -> Offer | None:
        """Suggest for any cell what can stand in its braces."""
        return self.template(text, at)

    def in_header(self, row: Row, column: int, text: str, at: int) -> Offer | None:
        """Suggest names of headers, and values that fit a name."""
        if (offer := self.template(text, at)) is not None:
            return offer
        match column:
            case 0:
                return _beginning(text, at, HEADERS)
            case 1:
                return _beginning(text, at, VALUES.get(row.name.strip().lower(), ()))
            case _:
                return None

    def in_part(self, _row: Row, column: int, text: str, at: int) -> Offer | Coming | None:
        """Suggest files behind an @, the types of parts, and what can stand in braces."""
        if (offer := self.template(text, at)) is not None or column != 1:
            return offer
        before, mark, typed = text[:at].rpartition(";type=")
        if not mark:
            is_path = text.startswith("@") and at > 0 and not {";", "{"} & set(text[:at])
            return path_offer(self._root, text, at, start=1) if is_path else None
        types = (Suggestion(kind) for kind in PART_TYPES if kind.startswith(typed))
        return Offer(len(before) + len(mark), at, tuple(types))

    def in_message(self, _row: Row, column: int, text: str, at: int) -> Offer | None:
        """Suggest the words that a message begins with, and what can stand in braces."""
        if (offer := self.template(text, at)) is not None or column != 1:
            return offer
        start = len(FIRST) + 1 if text.startswith(f"{FIRST} ") and at > len(FIRST) else 0
        typed = text[start:at]
        if " " in typed:
            return None
        listed = (
            Suggestion(f"{word} ", meaning, label=word)
            for word, meaning in WORDS.items()
            if word.startswith(typed) and not (start and word == FIRST)
        )
        return Offer(start, at, tuple(listed), is_begun=bool(typed))

    def in_check(self, _row: Row, column: int, text: str, at: int) -> Offer | None:
        """Suggest the words of the language of checks."""
        return self._judging(text, at, capture=False) if column == 0 else None

    def in_capture(self, _row: Row, column: int, text: str, at: int) -> Offer | None:
        """Suggest the words of queries and filters."""
        return self._judging(text, at, capture=True) if column == 1 else None

    def _judging(self, text: str, at: int, *, capture: bool) -> Offer | None:
        if (offer := self.template(text, at)) is not None:
            return offer
        from workbench.checks import complete as complete_check

        found = complete_check(text, at, capture=capture)
        listed = (
            Suggestion(
                f"{each.text} ", each.meaning, f"{each.example}" if each.example else "",
                label=each.text,
            )
            for each in found.suggestions
            if each.text != text[found.start : at]
        )  # fmt: skip
        return Offer(found.start, at, tuple(listed), is_begun=at > found.start)


def _suggestion(found: Candidate, is_closed: bool) -> Suggestion:
    """Return a candidate that closes its braces if it is complete and nothing else does."""
    closes = not is_closed and found.kind != "argument" and found.cursor == len(found.text)
    text = f"{found.text}}}}}" if closes else found.text
    note = " ".join((found.value or found.doc).split())
    return Suggestion(text, note, found.origin, len(text) if closes else found.cursor, found.name)


def _beginning(text: str, at: int, words: Iterable[str]) -> Offer | None:
    """Return the words that begin with the whole of what is typed."""
    typed = text.lower()
    fitting = tuple(Suggestion(word) for word in words if word.lower().startswith(typed))
    if at != len(text) or any(each.text.lower() == typed for each in fitting):
        return None
    return Offer(0, len(text), fitting)
