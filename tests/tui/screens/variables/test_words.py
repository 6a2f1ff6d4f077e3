from workbench.engine.variables import Known
from workbench.errors import Problem
from workbench.templating import Definition, EnvNeed, Explanation, Filled, PromptNeed
from workbench.tui.screens.variables import words

SAID = Definition("collection", "collection.toml", 4, "{{a}}", "used")
KNOWN = Known("b", "known", True, "text", (SAID,), Filled("x"))
SECRET = Known(
    "t",
    "known",
    True,
    "secret",
    (Definition("environment local", "environments/local.toml", 2, "env:T", "used", secret=True),),
    Filled("s3cret", secret=True),
)


def test_a_place_is_a_file_with_its_line_or_whose_it_is() -> None:
    assert words.place(SAID) == "collection.toml:4"
    assert words.place(Definition("session", "", None, "1", "used")) == "session"
    assert words.place(None) == ""


def test_a_value_is_shown_beside_what_is_written() -> None:
    assert words.value(KNOWN, revealed=False).plain == "x  ← {{a}}"


def test_a_secret_is_shown_when_it_is_to_be_revealed_and_not_before() -> None:
    assert words.value(SECRET, revealed=False).plain == "•••  ← env:T"
    assert words.value(SECRET, revealed=True).plain == "s3cret  ← env:T"
    assert not words.matches(SECRET, "s3cret")
    assert words.matches(SECRET, "local.toml")


def test_states_are_words_as_well_as_colours() -> None:
    gone = Known("a", "removed", False, "", (Definition("c", "c.toml", 1, "", "removes"),))
    assert words.value(gone, revealed=False).plain == "taken away"
    assert words.value(Known("a", "removed", False, ""), revealed=False).plain == "switched off"
    assert (
        words.value(Known("a", "unresolved", True, ""), revealed=False).plain == "nothing says it"
    )


def test_a_chain_tells_every_file_and_all_that_is_wrong() -> None:
    found = Explanation(
        "b",
        (SAID, Definition("folder x", "x/folder.toml", 9, "1", "disabled")),
        problems=(Problem('unresolved "{{a}}"', "b", "define it"),),
        needs=(EnvNeed("A"), PromptNeed("who?")),
    )
    lines = [line.plain for line in words.chain(found, KNOWN, revealed=False)]

    assert lines[1].split() == ["✓", "used", "collection.toml:4", "{{a}}"]
    assert lines[2].split() == ["○", "switched", "off", "x/folder.toml:9", "1"]
    assert lines[3:] == [
        '! unresolved "{{a}}"',
        "  hint: define it",
        "? a send has to read the environment variable A",
        "? a send has to ask you: who?",
    ]
