import pytest

from ..moment import fill, problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{'' | md5(encoding='base64')}}", "1B2M2Y8AsgTpgAmY7PhCfg=="),
        ("{{'' | sha1('base64')}}", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
        ("{{'\ud800' | md5}}", "d1457b72c3fb323a2671125aef3eab5d"),
        # RFC 4231, test case 2
        (
            "{{'what do ya want for nothing?' | hmac('Jefe')}}",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        # RFC 2202, test case 2
        (
            "{{'what do ya want for nothing?' | hmac('Jefe', 'sha1')}}",
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        ),
    ],
)
def test_known_digests(text: str, value: str) -> None:
    assert fill(text).text == value


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{'a' | sha256('octal')}}", '"encoding" is hex or base64'),
        (
            "{{'a' | hmac('k', 'crc')}}",
            '"algorithm" is one of sha256, sha512, sha1, md5, sha384, sha224',
        ),
    ],
)
def test_unknown_forms_are_told(text: str, what: str) -> None:
    (problem,) = problems(text)

    assert problem.what.endswith(what)
