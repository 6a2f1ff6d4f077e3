from workbench.engine.order import Order, SessionValues
from workbench.model import Collection, Folder, RequestSpec, Variable


def test_a_request_without_a_name_is_called_by_its_id() -> None:
    shop = Collection(Folder("", "Shop"))

    assert Order(shop, RequestSpec(), "users/get").name == "users/get"
    assert Order(shop, RequestSpec(name="Get"), "users/get").name == "Get"


def test_a_later_value_replaces_the_earlier_one_of_its_name() -> None:
    values = SessionValues().capturing("id", 1).capturing("id", 2).capturing("x", "a")

    assert values.captured == (Variable("id", 2), Variable("x", "a"))


def test_a_value_is_secret_or_not_never_both() -> None:
    values = SessionValues().capturing("id", 1).capturing("id", "s3cret", secret=True)

    assert values.captured == ()
    assert values.secret == (Variable("id", "s3cret"),)
    assert "s3cret" not in repr(values)


def test_an_override_stays_when_its_name_is_captured() -> None:
    values = SessionValues().overriding("id", 7).capturing("id", 1).overriding("id", 8)

    assert values.overrides == (Variable("id", 8),)
    assert values.without("id") == SessionValues()


def test_an_override_can_be_secret_and_replaces_the_one_that_was_not() -> None:
    values = SessionValues().overriding("a", "1").overriding("a", "2", secret=True)

    assert (values.overrides, values.hidden) == ((), (Variable("a", "2"),))
    assert values.overrides_name("a")
    assert "2" not in repr(values)
    assert values.not_overriding("a") == SessionValues()


def test_what_was_under_a_name_can_be_brought_back() -> None:
    before = SessionValues().capturing("a", "captured").overriding("a", "mine")
    after = before.without("a").capturing("b", "new meanwhile")

    again = after.restoring("a", before)

    assert again.overrides == before.overrides
    assert set(again.captured) == {Variable("a", "captured"), Variable("b", "new meanwhile")}
    assert after.restoring("a", SessionValues()) == after
