"""The options of HTTPie in a request of one line."""

from dataclasses import dataclass, field, replace

from workbench.errors import Problem
from workbench.model import Options

_SHORT = {"f": "form", "j": "json", "a": "auth", "A": "auth-type", "F": "follow", "o": "output"}
_VALUES = frozenset(
    {
        "auth", "auth-type", "cert", "cert-key", "format-options", "max-redirects", "output",
        "pretty", "print", "proxy", "raw", "style", "timeout", "verify", "session",
        "session-read-only", "boundary", "response-charset", "response-mime", "p", "s", "P",
    }
)  # fmt: skip
_HARMLESS = frozenset(
    {
        "all", "body", "check-status", "download", "follow", "format-options", "headers",
        "ignore-stdin", "json", "meta", "output", "pretty", "print", "quiet", "response-charset",
        "response-mime", "stream", "style", "traceback", "verbose", "offline", "sorted",
        "unsorted", "b", "c", "d", "h", "I", "m", "p", "P", "q", "s", "S", "v",
    }
)  # fmt: skip


@dataclass
class LineOptions:
    """What the options of a line say; `problems` has what has no place in a request."""

    form: bool = False
    multipart: bool = False
    auth: str = ""
    auth_type: str = "basic"
    raw: str | None = None
    options: Options = field(default_factory=Options)
    problems: list[Problem] = field(default_factory=list)

    def leave_out(self, words: str, what: str) -> None:
        """Note that some words have no place in a request."""
        self.problems.append(Problem(f'{what}: "{words[:40]}"'))

    def read(self, words: list[str]) -> list[str]:
        """Take the options out of some words; returns the others."""
        others: list[str] = []
        left = list(reversed(words))
        while left:
            word = left.pop()
            if word == "--":
                return [*others, *reversed(left)]
            if word.startswith("--"):
                name, mark, value = word[2:].partition("=")
                self._take(name, value if mark else None, left)
            elif word.startswith("-") and len(word) > 1:
                self._take_letters(word[1:], left)
            else:
                others.append(word)
        return others

    def _take_letters(self, letters: str, left: list[str]) -> None:
        for number, letter in enumerate(letters):
            name, rest = _SHORT.get(letter, letter), letters[number + 1 :]
            if name in _VALUES:
                self._take(name, rest or None, left)
                return
            self._take(name, None, left)

    def _take(self, name: str, value: str | None, left: list[str]) -> None:
        if name in _VALUES and value is None:
            value = left.pop() if left else ""
        said = value or ""
        match name:
            case "form":
                self.form = True
            case "multipart":
                self.multipart = True
            case "auth":
                self.auth = said
            case "auth-type":
                self.auth_type = said
            case "raw":
                self.raw = said
            case "max-redirects" if said.isdecimal():
                self.options = replace(self.options, max_redirects=int(said))
            case "timeout" if said.replace(".", "", 1).isdecimal():
                self.options = replace(self.options, timeout=float(said))
            case "verify":
                off = said.lower() in ("no", "false")
                on = said.lower() in ("yes", "true")
                ca = None if off or on else said
                self.options = replace(self.options, verify=False if off else None, ca=ca)
            case "proxy":  # http:http://127.0.0.1:3128
                self.options = replace(self.options, proxy=said.partition(":")[2])
            case "cert":
                self.options = replace(self.options, cert=said)
            case "cert-key":
                self.options = replace(self.options, cert_key=said)
            case _ if name not in _HARMLESS:
                words = f"--{name} {said}".rstrip() if len(name) > 1 else f"-{name}"
                self.leave_out(words, "this has no place in a request")
