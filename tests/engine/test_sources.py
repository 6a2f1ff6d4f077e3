import asyncio
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from workbench.engine.sources import (
    Answer,
    Ask,
    Question,
    Sources,
    Untrusted,
    powers_of,
)
from workbench.errors import ExitCode, Problem
from workbench.model import Capabilities, SecretReference
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

TRUSTED = Capabilities(
    env_names=frozenset({"SHOP_TOKEN", "SHOP_NOTHING"}),
    commands=frozenset({"printf %s 'from a program'", "false", "pass show shop"}),
    keyring_entries=frozenset({"shop/ada", "shop/nobody", "shop/locked"}),
)


def secret(source: str, name: str = "token") -> SecretNeed:
    return SecretNeed(SecretReference(name, source))


async def unheard(need: ResponseNeed) -> Answer:
    return Fact(f"response of {need.request}")


class Meeting:
    """Sources for a folder, asked with whatever was granted."""

    def __init__(self, root: Path, ask: Ask | None = None) -> None:
        self.sources = Sources(root, ask)

    def all(self, needs: Iterable[Need], granted: Capabilities = TRUSTED) -> Mapping[Need, Answer]:
        def allow(powers: Capabilities) -> None:
            if missing := powers.missing(granted):
                raise Untrusted(missing)

        return asyncio.run(self.sources.meet(needs, allow, unheard))

    def one(self, need: Need, granted: Capabilities = TRUSTED) -> Answer:
        return self.all([need], granted)[need]


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    (tmp_path / "shop").mkdir()
    (tmp_path / "outside.txt").write_text("from outside\n")
    (tmp_path / "shop" / "body.txt").write_text("from a file\r\n")
    return Meeting(tmp_path / "shop")


class Ring(keyring.backend.KeyringBackend):
    """A keyring with one entry, and one that cannot be opened."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        if username == "locked":
            raise keyring.errors.KeyringLocked("it is locked")
        return {("shop", "ada"): "from the keyring"}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture
def ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


def test_a_name_of_the_environment_is_found_there_or_in_the_env_file(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "shop" / ".env").write_text("SHOP_TOKEN='from the file'\n")
    assert meeting.one(EnvNeed("SHOP_TOKEN")) == Fact("from the file")

    monkeypatch.setenv("SHOP_TOKEN", "from the environment")
    assert meeting.one(EnvNeed("SHOP_TOKEN")) == Fact("from the environment")
    assert meeting.one(secret("env:SHOP_TOKEN")) == Fact("from the environment", secret=True)
    missing = meeting.one(EnvNeed("SHOP_NOTHING"))
    assert isinstance(missing, Problem)
    assert missing.what == 'the environment has no "SHOP_NOTHING"'


def test_a_file_in_the_collection_is_read_and_one_outside_only_if_granted(
    meeting: Meeting, tmp_path: Path
) -> None:
    outside = str((tmp_path / "outside.txt").resolve())
    assert meeting.one(FileNeed("body.txt")) == Fact("from a file")
    assert meeting.one(secret("file:body.txt")) == Fact("from a file", secret=True)

    with pytest.raises(Untrusted) as caught:
        meeting.one(FileNeed("../outside.txt"))

    assert caught.value.missing == Capabilities(outside_files=frozenset({outside}))
    granted = Capabilities(outside_files=frozenset({outside}))
    assert meeting.one(FileNeed("../outside.txt"), granted) == Fact("from outside")
    assert isinstance(meeting.one(FileNeed("none.txt")), Problem)


def test_a_program_is_run_in_the_collection(meeting: Meeting) -> None:
    words = ("printf", "%s", "from a program")

    assert meeting.one(CommandNeed(words)) == Fact("from a program")
    assert meeting.one(secret("command:printf %s 'from a program'")) == Fact(
        "from a program", secret=True
    )
    failed = meeting.one(CommandNeed(("false",)))
    assert isinstance(failed, Problem)
    assert failed.what == '"false" failed with exit code 1'


@pytest.mark.usefixtures("ring")
def test_the_keyring_is_asked_for_an_entry(meeting: Meeting) -> None:
    assert meeting.one(secret("keyring:shop/ada")) == Fact("from the keyring", secret=True)
    nobody, locked = (
        meeting.one(secret("keyring:shop/nobody")),
        meeting.one(secret("keyring:shop/locked")),
    )
    assert isinstance(nobody, Problem)
    assert nobody.hint == "add it: keyring set shop nobody"
    assert isinstance(locked, Problem)
    assert locked.what == "the keyring cannot be read: it is locked"


def test_without_the_keyring_package_the_problem_says_how_to_get_it(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)

    problem = meeting.one(secret("keyring:shop/ada"))

    assert isinstance(problem, Problem)
    assert problem.hint == 'pip install "workbench[keyring]"'


def test_nothing_is_done_before_everything_is_granted(meeting: Meeting, tmp_path: Path) -> None:
    made = tmp_path / "made"
    granted = Capabilities(commands=frozenset({f"touch {made}"}))

    with pytest.raises(Untrusted) as caught:
        meeting.all([CommandNeed(("touch", str(made))), EnvNeed("HOME")], granted)

    assert not made.exists()
    assert caught.value.missing == Capabilities(env_names=frozenset({"HOME"}))
    assert caught.value.exit_code is ExitCode.UNTRUSTED
    assert "read the environment variable HOME" in str(caught.value)


def test_all_questions_are_put_at_once_and_a_secret_one_only_once(tmp_path: Path) -> None:
    forms: list[tuple[Question, ...]] = []

    async def ask(questions: tuple[Question, ...]) -> Mapping[Question, Answer]:
        forms.append(questions)
        return {question: Fact(f"answer {len(forms)}") for question in questions}

    meeting = Meeting(tmp_path, ask)
    needs = (PromptNeed("Name"), SelectNeed("Role", ("a", "b")), secret("prompt", "pin"))

    found = meeting.all(needs)
    again = meeting.all(needs)

    assert forms[0] == (needs[0], needs[1], PromptNeed("pin", secret=True))
    assert forms[1] == needs[:2]
    assert found[needs[0]] == Fact("answer 1")
    assert again[needs[0]] == Fact("answer 2")
    assert again[needs[2]] == found[needs[2]]
    meeting.sources.forget()
    assert meeting.all(needs[2:]) == {needs[2]: Fact("answer 3")}


def test_without_anybody_to_ask_a_default_answers_or_a_problem(meeting: Meeting) -> None:
    assert meeting.one(PromptNeed("Name", "Ada")) == Fact("Ada")
    for question in (PromptNeed("Name"), SelectNeed("Role", ("a",)), secret("prompt:PIN")):
        problem = meeting.one(question)
        assert isinstance(problem, Problem)
        assert problem.what.startswith("nobody is there to answer")


def test_a_response_is_asked_of_who_can_send(meeting: Meeting) -> None:
    need = ResponseNeed("auth/login", "$.token")

    assert meeting.one(need) == Fact("response of auth/login")


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("magic:x", 'the secret "token" has no source that is known: "magic:x"'),
        ("env:", 'the secret "token" has no source that is known: "env:"'),
        ("literal", 'the secret "token" has no source that is known: "literal"'),
        ("command:a 'b", 'the command of the secret "token" cannot be read: no closing quotation'),
    ],
)
def test_a_source_that_means_nothing_is_a_problem(meeting: Meeting, source: str, what: str) -> None:
    assert powers_of(secret(source), Path()) == Capabilities()
    problem = meeting.one(secret(source))
    assert isinstance(problem, Problem)
    assert problem.what == what
