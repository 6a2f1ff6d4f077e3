from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.xml_index import MOST_SHOWN, XmlIndex

from .growing import Grown, feed, plain

FEED = (
    b'<?xml version="1.0"?><feed a=\'1>2\'><!-- c\nd --><title lang="en">A &amp; b</title>'
    b"<entry><p>one <b>two</b> three</p><empty/><e></e></entry>\n\n  many\n  lines\n</feed>"
)


def indexed(data: bytes, cuts: list[int] | None = None) -> XmlIndex:
    source = Grown()
    index = XmlIndex(source)
    feed(index, source, data, cuts)
    index.finish()
    return index


def test_tags_and_texts_have_rows_as_they_were_sent() -> None:
    index = indexed(FEED)

    assert plain(index.rows(0, 99)) == [
        '<?xml version="1.0"?>',
        "<feed a='1>2'>",
        "  <!-- c␊d -->",
        '  <title lang="en">A &amp; b</title>',
        "  <entry>",
        "    <p>one",
        "      <b>two</b>",
        "      three",
        "    </p>",
        "    <empty/>",
        "    <e></e>",
        "  </entry>",
        "  many",
        "  lines",
        "</feed>",
    ]


def test_rows_before_the_last_do_not_change_while_more_comes() -> None:
    source = Grown(FEED[:90])
    index = XmlIndex(source)
    index.feed(FEED[:90])
    before = plain(index.rows(0, 99))

    assert before == plain(indexed(FEED).rows(0, len(before)))


def test_any_row_of_a_large_body_is_found_in_both_directions() -> None:
    data = b"<r>" + b"".join(b"<i n='%d'><v>%d</v></i>" % (n, n) for n in range(20_000)) + b"</r>"
    index = indexed(data, list(range(0, len(data), 4099)))

    assert index.rows_total == 60_002
    for row in (0, 1, 30_001, 45_002, 60_001):
        start, end = index.span(row)
        assert plain(index.rows(row, 1))[0].strip() == data[start:end].decode()
        assert index.row_at(start) == index.row_at(end - 1) == row


def test_a_long_row_is_cut_for_drawing_only() -> None:
    index = indexed(b"<a>" + b"x" * (2 * MOST_SHOWN) + b"</a>")

    assert plain(index.rows(0, 1))[0].endswith(f"… {MOST_SHOWN + 7:,} bytes more")


@given(st.text("<a/>!-?[]='\" \n", max_size=60).map(str.encode), st.lists(st.integers(0, 60)))
def test_rows_are_the_same_however_the_bytes_come(data: bytes, cuts: list[int]) -> None:
    once, grown = indexed(data), indexed(data, cuts)
    rows = once.rows(0, once.rows_total)

    assert grown.rows(0, grown.rows_total) == rows
    assert len(rows) == once.rows_total
    spans = [once.span(row) for row in range(once.rows_total)]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert [once.row_at(start) for start, _ in spans] == list(range(once.rows_total))
