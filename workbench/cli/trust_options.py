"""`--trust` and `--allow-…`: what a collection may do while this command runs."""

import functools
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workbench.errors import ExitCode, Problem, WorkbenchError

if TYPE_CHECKING:
    from workbench.engine.trusting import Grants
    from workbench.model import Capabilities

T = TypeVar("T")
Given = Mapping[str, tuple[str, ...]]

OPTIONS = (
    ("env", "NAME", "Let it read this environment variable."),
    ("command", "WORDS", "Let it run this command, as the collection writes it."),
    ("file", "PATH", "Let it read this file outside of the collection."),
    ("app", "MODULE:NAME", "Let it load this application into the program."),
    ("proxy", "URL", "Let it send through this proxy."),
    ("unverified", "HOST", "Let it leave the certificate of this host unchecked."),
    ("keyring", "SERVICE/USER", "Let it read this entry of the keyring."),
    ("secret", "NAME=HOST", "Let it send this secret to this host (with its port)."),
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What was allowed on the command line: what each option names, or everything."""

    given: Given
    everything: bool = False


class NotAllowed(WorkbenchError):  # noqa: N818 - says what it is about, as its siblings do
    """Collections ask for powers that they have not been granted."""

    exit_code = ExitCode.UNTRUSTED

    def __init__(self, missing: "Capabilities") -> None:
        lines = [Problem(f"not allowed yet: {line}") for line in missing.lines()]
        hint = f"look at the collection, then add --trust, or {shlex.join(flags(missing))}"
        super().__init__(*lines[:-1], Problem(lines[-1].what, hint=hint))


def trust_options(command: Callable[..., T]) -> Callable[..., T]:
    """Add the options; the command is given them as one `allowed`."""

    @functools.wraps(command)
    def with_allowed(*args: Any, trust: bool, **options: Any) -> T:
        given = {name: options.pop(f"allow_{name}") for name, _, _ in OPTIONS}
        return command(*args, allowed=Allowed(given, trust), **options)

    made: Callable[..., T] = with_allowed
    for name, metavar, text in reversed(OPTIONS):
        made = click.option(
            f"--allow-{name}",
            f"allow_{name}",
            metavar=metavar,
            multiple=True,
            callback=_readable,
            help=text,
        )(made)
    return click.option("--trust", is_flag=True, help="Let it do all that it asks for.")(made)


def grants_for(root: Path, allowed: Allowed) -> "Grants":
    """Return what the collection at a place may do: granted before, or with this command."""
    from workbench.engine.trusting import Grants
    from workbench.model import Capabilities
    from workbench.store.paths import state_dir
    from workbench.store.trust import Trust

    trust = Trust(state_dir() / "trust", root, root.resolve().name)

    def granted() -> Capabilities:
        try:
            return trust.granted()
        except WorkbenchError:
            return Capabilities()  # what cannot be read grants nothing

    return Grants(granted, powers_of(allowed.given), allowed.everything)


def powers_of(given: Given) -> "Capabilities":
    """Return the powers that options name."""
    from workbench.model import Capabilities

    secrets = (_name_and_host(text) for text in given["secret"])
    return Capabilities(
        outside_files=frozenset(str(Path(path).expanduser().resolve()) for path in given["file"]),
        env_names=frozenset(given["env"]),
        keyring_entries=frozenset(given["keyring"]),
        commands=frozenset(shlex.join(shlex.split(words)) for words in given["command"]),
        apps=frozenset(given["app"]),
        unverified=frozenset(given["unverified"]),
        proxies=frozenset(given["proxy"]),
        secret_hosts=frozenset((host, name) for name, host in secrets),
    )


def flags(powers: "Capabilities") -> Iterator[str]:
    """Yield the options that grant some powers."""
    named = {
        "env": powers.env_names,
        "command": powers.commands,
        "file": powers.outside_files,
        "app": powers.apps,
        "proxy": powers.proxies,
        "unverified": powers.unverified,
        "keyring": powers.keyring_entries,
        "secret": {f"{name}={host}" for host, name in powers.secret_hosts},
    }
    for option, values in named.items():
        for value in sorted(values):
            yield from (f"--allow-{option}", value)


def _readable(
    _context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[str, ...]:
    """Refuse what does not name anything."""
    for text in texts:
        if parameter.name == "allow_secret" and not all(_name_and_host(text)):
            raise click.BadParameter(f'"{text}" is not NAME=HOST')
        if parameter.name == "allow_command":
            try:
                shlex.split(text)
            except ValueError as error:
                raise click.BadParameter(f'"{text}" cannot be read: {error}') from None
    return texts


def _name_and_host(text: str) -> tuple[str, str]:
    name, _, host = text.partition("=")
    return name, host
