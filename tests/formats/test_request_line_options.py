import pytest

from workbench.formats.request_line_options import LineOptions
from workbench.model import Options


def read(line: str) -> tuple[LineOptions, list[str]]:
    options = LineOptions()
    return options, options.read(line.split())


def test_what_is_no_option_is_left() -> None:
    options, rest = read("-vf POST :/a --timeout=2.5 b=1 -p hb -- --c=2 -")

    assert rest == ["POST", ":/a", "b=1", "--c=2", "-"]
    assert (options.form, options.options, options.problems) == (True, Options(timeout=2.5), [])


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("--verify no", Options(verify=False)),
        ("--verify=ca.pem", Options(ca="ca.pem")),
        ("--verify=yes --follow -F", Options()),
        ("--cert c --cert-key k", Options(cert="c", cert_key="k")),
        ("--proxy http:http://p:3128 --max-redirects 3",
         Options(proxy="http://p:3128", max_redirects=3)),
    ],
)  # fmt: skip
def test_options_say_how_it_is_sent(line: str, wanted: Options) -> None:
    options, rest = read(line)

    assert (options.options, rest, options.problems) == (wanted, [], [])


def test_what_has_no_place_in_a_request_is_told() -> None:
    options, rest = read("--session=me --nonsense -y --timeout x a")

    assert rest == ["a"]
    assert [problem.what.partition(": ")[2] for problem in options.problems] == [
        '"--session me"', '"--nonsense"', '"-y"', '"--timeout x"',
    ]  # fmt: skip
