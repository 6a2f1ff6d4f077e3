from workbench.bodies.json_rows import ROW_BYTES, RowBuilder
from workbench.bodies.json_tokens import TOKEN


def test_a_builder_can_start_in_the_middle_of_a_document() -> None:
    builder = RowBuilder(first=7, count=2, row=6, depth=1, after=b"")
    for match in TOKEN.finditer(b', "a": {"b": 2}'):
        builder.add(match[0], match.start())

    assert ["".join(text for _, text in line) for line in builder.finish(15)] == [
        '  "a": {',
        '    "b": 2',
    ]
    assert builder.full


def test_tokens_that_would_not_be_shown_can_be_skipped() -> None:
    builder = RowBuilder(first=0, count=2, row=0, depth=0, after=b"")
    builder.add(b'"' + b"x" * ROW_BYTES + b'"', 0)

    skipping = builder.skipping
    builder.jump(depth=3, after=b"")
    builder.add(b",", 10_000)
    builder.add(b"1", 10_001)
    first, second = builder.finish(10_002)

    assert skipping
    assert not builder.skipping
    assert first[-1] == ("more", "… 5,905 bytes more")
    assert second == (("indent", " " * 6), ("number", "1"))
