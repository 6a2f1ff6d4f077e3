import time

from hypothesis import given
from hypothesis import strategies as st

from workbench.store.changes import UNREADABLE, Changes, Seen, compare

TEXT = "name = 'a'\nurl = 'http://x'\nmethod = 'GET'\n"
A = Seen("a", 1, TEXT)
B = Seen("b", 2, "something = 'else'\n")


def test_the_same_is_no_change() -> None:
    assert not compare({"x": A, "y": B}, {"y": B, "x": A})


def test_each_kind_of_change_is_told() -> None:
    found = compare({"gone": A, "same": B, "edited": A}, {"same": B, "edited": B, "new": B})

    assert found == Changes(added=("new",), changed=("edited",), removed=("gone",))


def test_a_file_written_anew_with_the_same_content_has_not_changed() -> None:
    assert not compare({"x": A}, {"x": Seen("a", 9, TEXT)})


def test_a_rename_is_followed_by_its_content() -> None:
    assert compare({"old": A}, {"new": Seen("a", 9, TEXT)}) == Changes(renamed=(("old", "new"),))


def test_a_rename_with_an_edit_is_followed_by_the_lines_that_stayed() -> None:
    for inode in (A.inode, 9):
        edited = Seen("c", inode, TEXT + "tags = ['x']\n")
        assert compare({"old": A}, {"new": edited, "other": B}) == Changes(
            added=("other",), changed=("new",), renamed=(("old", "new"),)
        )


def test_the_most_alike_of_several_is_the_renamed_one() -> None:
    near, nearer = Seen("c", 8, TEXT + "a = 1\nb = 2\n"), Seen("d", 9, TEXT + "a = 1\n")

    assert compare({"old": A}, {"near": near, "nearer": nearer}).renamed == (("old", "nearer"),)


def test_an_inode_that_was_used_again_is_no_rename() -> None:
    other = Seen("c", A.inode, B.text)

    assert compare({"old": A}, {"new": other}) == Changes(added=("new",), removed=("old",))


def test_a_whole_new_collection_is_compared_in_bounded_time() -> None:
    before = {f"a{n}": Seen(f"a{n}", n, TEXT + f"n = {n}\n") for n in range(1, 2_000)}
    after = {f"b{n}": Seen(f"b{n}", n, TEXT + f"m = {n}\n") for n in range(1, 2_000)}
    started = time.thread_time()

    assert len(compare(before, after).added) == 1_999
    assert time.thread_time() - started < 10


def test_equal_files_that_move_together_keep_apart() -> None:
    one, two = Seen("a", 1, TEXT), Seen("a", 2, TEXT)

    moved = compare({"f/x": one, "f/y": two}, {"g/y": two, "g/x": one})
    checked_out = compare(
        {"f/x": one, "f/y": two}, {"g/y": Seen("a", 8, TEXT), "g/x": Seen("a", 9, TEXT)}
    )

    assert dict(moved.renamed) == dict(checked_out.renamed) == {"f/x": "g/x", "f/y": "g/y"}


def test_files_that_could_not_be_opened_are_not_taken_for_each_other() -> None:
    assert compare({"a": UNREADABLE}, {"b": UNREADABLE}) == Changes(added=("b",), removed=("a",))
    assert compare({"a": A}, {"a": UNREADABLE}) == Changes(changed=("a",))


SEEN = st.builds(Seen, st.sampled_from("abc"), st.integers(1, 4), st.sampled_from([TEXT, B.text]))
SCANS = st.dictionaries(st.sampled_from(["a", "b", "c", "f/a", "f/b"]), SEEN)


@given(SCANS, SCANS)
def test_changes_lead_from_one_scan_to_the_other(
    before: dict[str, Seen], after: dict[str, Seen]
) -> None:
    found = compare(before, after)

    names = dict(found.renamed)
    reached = {names.get(node, node) for node in before if node not in found.removed}
    assert reached | set(found.added) == set(after)
    assert not reached & set(found.added)
    assert len(set(names.values())) == len(names)
    for old in before.keys() - set(found.removed):
        new = names.get(old, old)
        assert (before[old].hash != after[new].hash) == (new in found.changed)
