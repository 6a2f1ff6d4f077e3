import pytest

from workbench.demo.wire import Incoming, Refusal, json_reply


def asking(value: str) -> Incoming:
    return Incoming("GET", "/", query=(("n", value),))


@pytest.mark.parametrize(
    ("text", "number"), [("", 3.0), ("4.5", 4.5), ("-1", 0.0), ("1e9", 10.0), ("inf", 10.0)]
)
def test_a_number_is_moved_into_the_allowed_range(text: str, number: float) -> None:
    assert asking(text).number("n", 3.0, 0.0, 10.0) == number


@pytest.mark.parametrize("text", ["many", "nan", "1,5"])
def test_what_is_no_number_is_refused_in_its_own_words(text: str) -> None:
    with pytest.raises(Refusal, match=f'n must be a number, not "{text}"'):
        asking(text).number("n", 3.0, 0.0, 10.0)


def test_a_body_that_is_not_json_is_refused() -> None:
    with pytest.raises(Refusal, match="not JSON"):
        Incoming("POST", "/", body=b"[" * 100_000).document()


def test_a_json_reply_is_readable_as_it_is() -> None:
    assert json_reply({"name": "Émilie"}).body == '{\n  "name": "Émilie"\n}\n'.encode()
