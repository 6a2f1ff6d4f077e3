from time import process_time

from workbench.graphql.tokens import tokens


def test_the_tokens_of_a_query() -> None:
    text = 'query($a: [ID!]) { b(c: "}", d: {{x}}) { ...F } } # {\n"""block " }""" -1.5'

    assert [token.text for token in tokens(text)] == [
        "query", "(", "$a", ":", "[", "ID", "!", "]", ")", "{", "b", "(", "c", ":", '"}"', "d", ":",
        "{{x}}", ")", "{", "...", "F", "}", "}", '"""block " }"""', "-1.5",
    ]  # fmt: skip
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


def test_only_what_is_before_a_place() -> None:
    assert [token.text for token in tokens("{ user { name } }", 7)] == ["{", "user"]


def test_a_hostile_text_is_read_in_time() -> None:
    began = process_time()
    for text in (
        '"' * 100_000,
        '"""' + '"a' * 50_000,
        "{{" * 100_000,
        "\\" * 100_000,
        '"\\' * 50_000,
    ):
        list(tokens(text))

    assert process_time() - began < 10
