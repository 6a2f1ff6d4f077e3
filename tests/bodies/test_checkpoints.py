from workbench.bodies.checkpoints import SPACING, Checkpoint, Checkpoints, blocks


def filled() -> Checkpoints:
    checkpoints = Checkpoints()
    for place in [(100, 4, 1), (200, 4, 2), (300, 9, -8)]:
        checkpoints.add(Checkpoint(*place))
    return checkpoints


def test_the_start_of_the_body_is_always_known() -> None:
    assert Checkpoints().last == Checkpoint(0, 0, 0)
    assert filled().before(0) == Checkpoint(0, 0, 0)


def test_the_place_before_a_row_lies_in_an_earlier_row() -> None:
    assert filled().before(4) == Checkpoint(0, 0, 0)
    assert filled().before(5) == Checkpoint(200, 4, 2)
    assert filled().before(99) == Checkpoint(300, 9, -8)


def test_the_place_at_a_row_is_the_last_one_in_it() -> None:
    assert filled().at_or_before(3) == Checkpoint(0, 0, 0)
    assert filled().at_or_before(4) == Checkpoint(200, 4, 2)
    assert filled().last == Checkpoint(300, 9, -8)


def test_the_place_before_an_offset_is_found() -> None:
    places = Checkpoints()
    places.add(Checkpoint(100, 7))
    places.add(Checkpoint(300, 9))

    assert places.at_offset(99) == Checkpoint(0, 0)
    assert places.at_offset(100) == places.at_offset(299) == Checkpoint(100, 7)


def test_blocks_are_as_long_as_places_are_apart() -> None:
    data = bytes(2 * SPACING + 1)

    assert [len(block) for block in blocks(data)] == [SPACING, SPACING, 1]
    assert b"".join(blocks(data)) == data
