from workbench.tui.fuzzy import best, fit


def test_every_word_must_be_there_in_any_order() -> None:
    assert fit("user list", "List users") is not None
    assert fit("user gone", "List users") is None


def test_letters_may_be_scattered_but_in_their_order() -> None:
    assert fit("lu", "List users") is not None
    assert fit("ul", "Lur") is None


def test_the_best_come_first() -> None:
    texts = ["resuming", "old users", "users", "a b u x s e r s"]

    assert best("users", texts, str) == ["users", "old users", "a b u x s e r s"]
    assert best("", texts, str) == texts
