import pytest

from workbench.errors import WorkbenchError
from workbench.formats.secret_text import read_secret, secret_rows, secret_text, secrets_from
from workbench.model import Row, SecretReference


@pytest.mark.parametrize(
    ("text", "source", "hosts"),
    [
        ("env:TOKEN", "env:TOKEN", ()),
        (" prompt ", "prompt", ()),
        ("prompt:Your PIN", "prompt:Your PIN", ()),
        (
            "command:op read x only to y only to h:1, *.h",
            "command:op read x only to y",
            ("h:1", "*.h"),
        ),
        ("keyring:shop/ada only to api.shop.dev", "keyring:shop/ada", ("api.shop.dev",)),
    ],
)
def test_a_typed_reference_is_read(text: str, source: str, hosts: tuple[str, ...]) -> None:
    found = read_secret("t", text)

    assert found == SecretReference("t", source, hosts)
    assert read_secret("t", secret_text(found)) == found


@pytest.mark.parametrize("text", ["", "s3cret", "env:", "https://x", "only to h"])
def test_a_literal_is_no_reference_and_is_not_repeated(text: str) -> None:
    with pytest.raises(WorkbenchError) as caught:
        read_secret("t", text)
    assert "s3cret" not in str(caught.value)
    assert '"t" must say where the secret is' in str(caught.value)


def test_rows_that_did_not_change_are_not_read_anew() -> None:
    odd = SecretReference("a", "command:x only to y")
    rows = (*secret_rows((odd,)), Row("b", "env:B"))

    assert secrets_from(rows, (odd,)) == (odd, SecretReference("b", "env:B"))
