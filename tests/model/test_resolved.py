from workbench.model import BasicAuth, Resolved


def test_nothing_that_may_be_secret_is_in_what_it_shows_of_itself() -> None:
    resolved = Resolved(
        "a/b",
        "A",
        "GET",
        "http://h/?key=s3cret",
        (("X-Key", "s3cret"),),
        BasicAuth("ada", "s3cret"),
        b"s3cret",
        secrets=frozenset({"s3cret"}),
    )

    assert repr(resolved) == "Resolved('a/b', GET)"
