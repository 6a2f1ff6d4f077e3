import pytest

from workbench.checks import FILTERS, PREDICATES, QUERIES, judge_one, parse_check
from workbench.checks.words import Vocabulary, Word

from .sample import PAGE, SUBJECT

WORDS = [(vocabulary, word) for vocabulary in (QUERIES, FILTERS, PREDICATES) for word in vocabulary]
HURLS = {
    "query": (
        "status version url header cookie body bytes rawbytes jsonpath xpath regex variable "
        "duration sha256 md5 certificate ip redirects"
    ),
    "filter": (
        "base64Decode base64Encode base64UrlSafeDecode base64UrlSafeEncode charsetDecode count "
        "dateFormat daysAfterNow daysBeforeNow decode first format htmlEscape htmlUnescape "
        "jsonpath last location nth regex replace replaceRegex split toDate toFloat toHex toInt "
        "toString urlDecode urlEncode urlQueryParam utf8Decode utf8Encode xpath"
    ),
    "predicate": (
        "== != > >= < <= startsWith endsWith contains includes matches exists isBoolean "
        "isCollection isDate isEmpty isFloat isInteger isIpv4 isIpv6 isIsoDate isList isNumber "
        "isObject isString isUuid"
    ),
}


@pytest.mark.parametrize(("vocabulary", "word"), WORDS, ids=lambda each: getattr(each, "name", ""))
def test_the_example_of_each_word_passes_and_uses_it(vocabulary: Vocabulary, word: Word) -> None:
    verdict = judge_one(word.example, PAGE if word is QUERIES["xpath"] else SUBJECT)

    assert verdict.passed, verdict
    assert word in [step.word for step in parse_check(word.example).steps]
    assert str(parse_check(word.example)) == word.example
    assert not word.meaning.endswith(".")


@pytest.mark.parametrize("vocabulary", [QUERIES, FILTERS, PREDICATES], ids=lambda each: each.kind)
def test_each_word_of_hurl_is_known(vocabulary: Vocabulary) -> None:
    unknown = [name for name in HURLS[vocabulary.kind].split() if not vocabulary.find(name)]

    assert unknown == []


def test_no_filter_is_called_like_a_predicate() -> None:
    """The parser takes filters until a word is none."""
    assert set(FILTERS.names).isdisjoint([*PREDICATES.names, "not", "redact"])
