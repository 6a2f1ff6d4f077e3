from workbench.store.history import Body


def test_a_body_tells_whether_its_end_is_missing() -> None:
    assert Body(b"abc", 4).is_cut
    assert not Body(b"abc", 3).is_cut
