from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Value
from workbench.templating.filled import Filled, as_secret, made_of, masked, secret_texts
from workbench.templating.needs import MASK, EnvNeed

FILLED = st.builds(
    Filled,
    st.text(),
    st.booleans(),
    st.frozensets(st.text()),
    st.frozensets(st.text()),
    st.frozensets(st.builds(EnvNeed, st.text())),
    st.booleans(),
)


def test_a_value_has_a_text() -> None:
    assert Filled([1, "a"]).text == '[1,"a"]'
    assert Filled("a").shown == "a"


def test_a_secret_is_masked_where_it_is_shown() -> None:
    filled = as_secret(Filled("s3cret"))

    assert filled.text == "s3cret"
    assert filled.shown == MASK
    assert "s3cret" not in repr(filled)
    assert "s3cret" in repr(Filled("s3cret"))


@given(st.lists(FILLED))
def test_what_is_made_of_parts_has_all_that_they_bring(parts: list[Filled]) -> None:
    whole = made_of("x", parts)

    assert whole.secret == any(part.secret for part in parts)
    assert whole.complete == all(part.complete for part in parts)
    for part in parts:
        assert part.secrets <= whole.secrets
        assert part.used <= whole.used
        assert part.needs <= whole.needs


def test_a_message_about_secrets_is_masked() -> None:
    parts = [as_secret(Filled("pin")), as_secret(Filled("s3cret pin")), Filled("open")]

    assert masked('"s3cret pin" of "open" is no pin', parts) == f'"{MASK}" of "open" is no {MASK}'


def test_each_text_in_a_secret_is_redacted() -> None:
    value: Value = {"a": ["b", {"c": "d"}], "e": "", "n": 1}

    assert secret_texts(value) == {'{"a":["b",{"c":"d"}],"e":"","n":1}', "b", "d"}
    assert secret_texts(1.5) == {"1.5"}


def test_true_false_and_nothing_are_secret_without_a_text_to_redact() -> None:
    filled = as_secret(Filled(True))

    assert (filled.secret, filled.secrets) == (True, frozenset())
    assert secret_texts(None) == frozenset()
