"""Functions that ask for something outside. They name it; the engine fetches it, if allowed."""

import shlex

from workbench.templating.needs import (
    CommandNeed,
    EnvNeed,
    FileNeed,
    PromptNeed,
    ResponseNeed,
    SelectNeed,
)

from .dates import seconds
from .function import ArgumentError, Function


def env(name: str) -> EnvNeed:
    """A variable of the process's environment, if the user allows this name."""
    return EnvNeed(_given(name, "name"))


def file(path: str) -> FileNeed:
    """The text of a file; a relative path starts at the collection's root."""
    return FileNeed(_given(path, "path"))


def command(*words: str) -> CommandNeed:
    """What a program prints: one text is split into words, no shell is involved."""
    try:
        split = tuple(shlex.split(words[0])) if len(words) == 1 else words
    except ValueError:
        raise ArgumentError("a quote in the command is not closed") from None
    if not split:
        raise ArgumentError("there is no program to run")
    return CommandNeed(split)


def prompt(label: str, default: str = "", secret: bool = False) -> PromptNeed:
    """A text that the user types when the request is sent; a secret one is hidden."""
    return PromptNeed(_given(label, "label"), default, secret)


def select(label: str, *options: str) -> SelectNeed:
    """One of the options, which the user chooses when the request is sent."""
    if not options:
        raise ArgumentError("there is nothing to choose from")
    return SelectNeed(_given(label, "label"), options)


def response(request: str, query: str = "", within: str = "") -> ResponseNeed:
    """A value from another request's response, sent anew if it is older than within ('10m').

    The query is a JSONPath; without one it is the whole body. Without `within` any response
    will do, and the request is sent only if there is none.
    """
    return ResponseNeed(_given(request, "request"), query, seconds(within) if within else None)


def _given(text: str, name: str) -> str:
    if not text:
        raise ArgumentError(f'"{name}" is empty')
    return text


OUTSIDE = (
    Function(env, "{{ env('HOME') }}", "/home/ada", outside=True),
    Function(file, "{{ file('keys/public.pem') }}", "-----BEGIN PUBLIC KEY-----", outside=True),
    Function(command, "{{ command('git rev-parse HEAD') }}", "1f2e3d", outside=True),
    Function(prompt, "{{ prompt('One-time code', secret=true) }}", "123456", outside=True),
    Function(select, "{{ select('Region', 'eu', 'us') }}", "eu", outside=True),
    Function(
        response,
        "{{ response('auth/login', '$.token', within='10m') }}",
        "eyJhbGciOi",
        outside=True,
    ),
)
