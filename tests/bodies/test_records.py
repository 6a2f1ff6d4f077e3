from workbench.bodies.records import row_holding, span_of

RECORDS = [(5, 100, b"abc"), (6, 110, b"de")]  # what lies between them is no record


def test_a_byte_is_held_by_the_last_record_that_begins_at_or_before_it() -> None:
    assert [row_holding(at, RECORDS, 5) for at in (100, 105, 109, 110, 999)] == [5, 5, 5, 6, 6]


def test_a_byte_before_all_records_is_held_by_the_nearest_row() -> None:
    assert row_holding(99, RECORDS, 4) == 4


def test_a_row_spans_the_bytes_of_its_record() -> None:
    assert span_of(6, RECORDS) == (110, 112)
    assert span_of(7, RECORDS) is None
