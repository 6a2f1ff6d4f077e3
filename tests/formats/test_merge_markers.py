from workbench.formats.merge_markers import marked, merge_marked


def test_markers_stand_around_the_lines_that_differ() -> None:
    assert marked("a\nb\nc", "a\nB\nc") == ("a\n<<<<<<< ours\nb\n=======\nB\n>>>>>>> theirs\nc\n")
    assert marked("a\n", "a\n") == "a\n"
    assert marked("a\r\n", "b\r\n") == ("<<<<<<< ours\r\na\r\n=======\r\nb\r\n>>>>>>> theirs\r\n")


def test_lines_of_one_side_are_taken_without_markers() -> None:
    assert merge_marked("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n") == ("A\nb\nC\n", True)
    assert merge_marked("a\n", "b\n", "c\n") == (
        "<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n",
        False,
    )
