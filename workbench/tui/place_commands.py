"""What keys do on the screens beside the main one, a table for each.

As with the commands of the main screen, bindings, key bar, palette and help are made from
these.
"""

from .commands import Command


def _common(place: str) -> tuple[Command, ...]:
    return (
        Command(f"{place}.undo", "Undo", "u,ctrl+z", "Take the last change back", "undo"),
        Command(
            f"{place}.back", "Back", "escape,q", "Go back to where you came from", "back"
        ),
        Command(f"{place}.help", "Help", "f1", "Show every command with its keys", "help"),
    )  # fmt: skip


def _filtered(place: str) -> Command:
    return Command(
        f"{place}.filter", "Filter", "slash",
        "List only what holds what you type; escape lists all again", "filter",
    )  # fmt: skip


VARIABLES = (
    Command(
        "variables.edit", "Change for this session", "enter,e",
        "Use another value until you leave; no file is changed", "change",
    ),
    Command(
        "variables.take-away", "Take away", "d,delete",
        "Take your own value away, or one captured from a response", "take away",
    ),
    Command(
        "variables.reveal", "Reveal", "s",
        "Show a secret that is known by now, or hide it again", "reveal",
    ),
    Command(
        "variables.open", "Open the file", "o",
        "Edit the folder, environment or request that says it", "file",
    ),
    *_common("variables"),
    Command(
        "variables.other-view", "Other view", "f9,ctrl+pagedown",
        "Go from the variables to the headers, auth and options, or back", "headers",
    ),
    _filtered("variables"),
    Command(
        "variables.copy", "Copy the reference", "dollar_sign,y",
        "Copy the name in braces, to be pasted into a request", "copy",
    ),
    Command(
        "variables.ask-again", "Ask again", "a",
        "Forget what you, programs and the keyring have said of secrets; the next send asks anew",
        "ask again",
    ),
)  # fmt: skip

HISTORY = (
    Command(
        "history.resend", "Send again", "ctrl+r,r",
        "Send it as it was, in the environment that it was sent in", "resend",
    ),
    _filtered("history"),
    Command(
        "history.mark", "Mark", "space",
        "Mark it, to be compared with another one", "mark",
    ),
    Command(
        "history.compare", "Compare", "c",
        "Compare it with the marked one, or with the latest of its request", "compare",
    ),
    Command(
        "history.keep", "Save as a request", "ctrl+s,s",
        "Make a request of the collection from what was sent", "save",
    ),
    Command("history.help", "Help", "f1", "Show every command with its keys", "help"),
    Command(
        "history.back", "Back", "escape,q,f11", "Go back to where you came from", "back"
    ),
    Command("history.open", "Open the request", "o", "Go to the request that was sent", "open"),
    Command(
        "history.look", "Look at the response", "tab,enter",
        "Move between the list and the response", "response",
    ),
    Command(
        "history.delete", "Delete", "d,delete",
        "Delete it from the history; undo brings it back", "delete",
    ),
    Command("history.undo", "Undo", "u,ctrl+z", "Bring back what was deleted last", "undo"),
    Command(
        "history.clear", "Delete all", "X",
        "Delete the whole history of this collection; undo works until Workbench is closed",
        "delete all",
    ),
)  # fmt: skip


ENVIRONMENTS = (
    Command(
        "environments.use", "Use it", "enter",
        "Let {{names}} get their values from the environment under the cursor", "use",
    ),
    Command(
        "environments.edit", "Edit", "e", "Edit its variables, secrets and colour", "edit",
    ),
    Command("environments.new", "New", "n", "Make an environment that says nothing yet", "new"),
    Command(
        "environments.duplicate", "Duplicate", "D",
        "Make a copy of what it says for all; what is yours alone stays", "copy",
    ),
    Command("environments.rename", "Rename", "f2,r", "Rename it, and its files", "rename"),
    Command(
        "environments.delete", "Delete", "d,delete",
        "Move its files to the trash; undo brings them back", "delete",
    ),
    *_common("environments"),
    _filtered("environments"),
)  # fmt: skip

ENVIRONMENT = (
    Command(
        "environment.other-file", "Other file", "f9,ctrl+pagedown",
        "Go from the file for all to the one that stays out of git, or back", "other file",
    ),
    Command(
        "environment.extract-secret", "Move a secret out", "alt+m",
        "Put a reference in the place of a value that looks like a secret", "move secret out",
    ),
    *_common("environment"),
)  # fmt: skip

COOKIES = (
    Command("cookies.edit", "Change the value", "enter,e", "Send another value", "change"),
    Command("cookies.delete", "Delete", "d,delete", "Forget it; undo brings it back", "delete"),
    Command(
        "cookies.delete-domain", "Delete all of the domain", "D",
        "Forget all cookies of its domain; undo brings them back", "delete domain",
    ),
    Command("cookies.reveal", "Reveal", "s", "Show its value, or hide it again", "reveal"),
    *_common("cookies"),
    _filtered("cookies"),
)  # fmt: skip

FOLDER = (
    Command(
        "folder.next-tab", "Next tab", "f9,ctrl+pagedown", "Show the next tab", "next tab"
    ),
    *_common("folder"),
)  # fmt: skip

SETTINGS = (
    Command(
        "settings.change", "Change", "enter,space",
        "Choose another value, or press another key", "change",
    ),
    Command("settings.add", "Add a key", "a", "Press one more key for the command", "add key"),
    Command(
        "settings.take-away", "No key", "d,delete",
        "Leave the command without a key", "no key",
    ),
    Command("settings.reset", "Reset", "r", "Take the usual value again", "reset"),
    _filtered("settings"),
    *_common("settings"),
)  # fmt: skip

SIDE_PLACES = (
    ("On the variables screen", VARIABLES),
    ("On the history screen", HISTORY),
    ("In the list of environments", ENVIRONMENTS),
    ("In an environment", ENVIRONMENT),
    ("On the cookies screen", COOKIES),
    ("In a folder", FOLDER),
    ("On the settings screen", SETTINGS),
)
