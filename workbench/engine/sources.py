"""Meet what a resolution needs from outside: environment, files, programs, keyring, people.

Everything but a question to the user has to be granted to the collection before; what is
not raises Untrusted with the whole list, and nothing is read or run.
"""

import asyncio
import os
import shlex
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path

from workbench.errors import ExitCode, Problem, WorkbenchError
from workbench.formats.text import decode_text
from workbench.model import Capabilities, SecretReference
from workbench.store.attachments import open_attachment, outside_place
from workbench.store.env_file import load_env_file
from workbench.templating import (
    CommandNeed,
    EnvNeed,
    Fact,
    FileNeed,
    Need,
    PromptNeed,
    ResponseNeed,
    SecretNeed,
    SelectNeed,
)

from .commands import output_of

MOST_FILE = 16 * 1024**2

Question = PromptNeed | SelectNeed
Answer = Fact | Problem
Ask = Callable[[tuple[Question, ...]], Awaitable[Mapping[Question, Answer]]]
Respond = Callable[[ResponseNeed], Awaitable[Answer]]
Allow = Callable[[Capabilities], object]


class Untrusted(WorkbenchError):  # noqa: N818 - says what it is about, as its siblings do
    """A collection asks for powers that its user has not granted; `missing` holds them."""

    exit_code = ExitCode.UNTRUSTED

    def __init__(self, missing: Capabilities) -> None:
        hint = "look at it, then trust the collection"
        lines = missing.lines()
        super().__init__(*(Problem(f"not allowed yet: {line}", hint=hint) for line in lines))
        self.missing = missing


def powers_of(need: Need, root: Path) -> Capabilities:
    """Return what a collection has to be granted before this need is met."""
    match need:
        case EnvNeed(name):
            return Capabilities(env_names=frozenset({name}))
        case FileNeed(path):
            return power_of_file(path, root)
        case CommandNeed(words):
            return Capabilities(commands=frozenset({shlex.join(words)}))
        case SecretNeed(reference):
            kind, _, what = reference.source.partition(":")
            if kind == "keyring":
                return Capabilities(keyring_entries=frozenset({what}))
            plain = _plain(reference)
            return Capabilities() if isinstance(plain, Problem) else powers_of(plain, root)
        case _:
            return Capabilities()


class Sources:
    """What is outside of the files of one collection.

    `ask` puts questions to the user, all of one resolution at once; None says that there is
    nobody to ask. Secrets from programs, the keyring and people are asked for once.
    """

    def __init__(self, root: Path, ask: Ask | None = None) -> None:
        self._root = root
        self._ask = ask
        self._kept: dict[Need, Fact] = {}

    def forget(self) -> None:
        """Ask again for every secret."""
        self._kept.clear()

    async def meet(
        self, needs: Iterable[Need], allow: Allow, respond: Respond
    ) -> dict[Need, Answer]:
        """Return a fact, or what is wrong, for every need.

        `allow` is given all powers that this takes, before anything is done, and raises
        Untrusted if one is not granted. `respond` finds values in other requests' responses.
        """
        wanted = tuple(needs)
        powers = Capabilities()
        for need in wanted:
            powers |= powers_of(need, self._root)
        allow(powers)
        found: dict[Need, Answer] = {
            need: self._kept[need] for need in wanted if need in self._kept
        }
        found |= await self._asked([need for need in wanted if need not in found])
        for need in wanted:
            if need not in found:
                found[need] = await self._met(need, powers, respond)
        kept = {n: fact for n, fact in found.items() if _lasts(n) and isinstance(fact, Fact)}
        self._kept |= kept
        return found

    async def _asked(self, needs: Iterable[Need]) -> dict[Need, Answer]:
        """Put all questions at once: one form is filled in, not one dialog after the other."""
        questions: dict[Question, Need] = {}
        for need in needs:
            plain = _plain(need.reference) if isinstance(need, SecretNeed) else need
            if isinstance(plain, Question):
                questions[plain] = need
        if not questions:
            return {}
        if self._ask is None:
            answers = {question: _without_asking(question) for question in questions}
        else:
            answers = dict(await self._ask(tuple(questions)))
        return {need: answers[question] for question, need in questions.items()}

    async def _met(self, need: Need, powers: Capabilities, respond: Respond) -> Answer:
        try:
            match need:
                case ResponseNeed():
                    return await respond(need)
                case SecretNeed(reference) if reference.source.startswith("keyring:"):
                    return await asyncio.to_thread(_from_keyring, reference)
                case SecretNeed(reference):
                    plain = _plain(reference)
                    if isinstance(plain, Problem):
                        return plain
                    fact = await self._met(plain, powers, respond)
                    return Fact(fact.value, secret=True) if isinstance(fact, Fact) else fact
                case EnvNeed(name):
                    return await asyncio.to_thread(self._from_environment, name)
                case FileNeed(path):
                    allowed = powers.outside_files
                    return Fact(await asyncio.to_thread(_text_of, self._root, path, allowed))
                case CommandNeed(words):
                    return Fact(await output_of(words, self._root))
                case _:
                    raise AssertionError(f"{type(need).__name__} is asked for, not met here")
        except Untrusted:
            raise
        except WorkbenchError as error:
            return error.problems[0]

    def _from_environment(self, name: str) -> Answer:
        value = os.environ.get(name)
        if value is None:
            value = load_env_file(self._root).get(name)
        if value is None:
            hint = f"export {name}, or write it into the collection's .env"
            return Problem(f'the environment has no "{name}"', hint=hint)
        return Fact(value)


def fault_of(reference: SecretReference) -> Problem | None:
    """Return what is wrong with where a secret is said to come from, without looking there."""
    if reference.source.startswith("keyring:"):
        return None
    plain = _plain(reference)
    return plain if isinstance(plain, Problem) else None


def _plain(reference: SecretReference) -> Need | Problem:
    """Return the need that a secret's reference stands for."""
    kind, colon, what = reference.source.partition(":")
    match kind:
        case "env" if what:
            return EnvNeed(what)
        case "file" if what:
            return FileNeed(what)
        case "command" if what.strip():
            return _command(what, reference.name)
        case "prompt":
            return PromptNeed(what or reference.name, secret=True)
        case _:
            written = f"{kind}{colon}{what}"
            hint = "write env:NAME, file:PATH, command:WORDS, keyring:SERVICE/USER or prompt"
            what = f'the secret "{reference.name}" has no source that is known: "{written}"'
            return Problem(what, hint=hint)


def _command(text: str, name: str) -> CommandNeed | Problem:
    try:
        return CommandNeed(tuple(shlex.split(text)))
    except ValueError as error:
        reason = str(error).lower()
        return Problem(f'the command of the secret "{name}" cannot be read: {reason}')


def power_of_file(path: str, root: Path) -> Capabilities:
    """Return what is needed to read a file: nothing if it is in the collection, or not there."""
    try:
        outside = outside_place(root, path)
    except WorkbenchError:
        return Capabilities()  # there is nothing to read; opening it says what is wrong
    return Capabilities(outside_files=frozenset({str(outside)} if outside else ()))


def _text_of(root: Path, path: str, allowed: frozenset[str]) -> str:
    with open_attachment(root, path, allowed) as file:
        return decode_text(file.read(MOST_FILE), path).removesuffix("\n").removesuffix("\r")


def _from_keyring(reference: SecretReference) -> Answer:
    service, _, user = reference.source.removeprefix("keyring:").partition("/")
    try:
        import keyring
        import keyring.errors
    except ImportError:
        hint = 'pip install "workbench[keyring]"'
        return Problem(f'the secret "{reference.name}" needs the keyring package', hint=hint)
    try:
        value = keyring.get_password(service, user)
    except keyring.errors.KeyringError as error:
        return Problem(f"the keyring cannot be read: {error}".lower())
    if value is None:
        hint = f"add it: keyring set {shlex.join((service, user))}"
        return Problem(f'the keyring has no "{service}/{user}"', hint=hint)
    return Fact(value, secret=True)


def _without_asking(question: Question) -> Answer:
    if isinstance(question, PromptNeed) and question.default:
        return Fact(question.default, secret=question.secret)
    hint = "run it in a terminal, or give the variable it is for with --var"
    return Problem(f'nobody is there to answer "{question.label}"', hint=hint)


def _lasts(need: Need) -> bool:
    """Tell whether what met a need is kept: nobody wants to unlock their vault at every send."""
    if not isinstance(need, SecretNeed):
        return False
    return need.reference.source.partition(":")[0] in {"command", "keyring", "prompt"}
