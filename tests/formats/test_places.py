from workbench.formats.places import Places, starts_with

TEXT = """\
# file
a = { b = { c = 1 } }
d.e = 1

# about t
[t]
  x = 1
# of t

# about u
[u.v]
y = 1
[[list]]
z = 1
"""
PLACES = Places(TEXT)


def test_members_of_inline_tables_are_found() -> None:
    inner = PLACES.entry(("a", "b", "c"))

    assert inner is not None
    assert PLACES.parent(inner) == PLACES.entry(("a", "b"))
    assert PLACES.inline_around(("a", "b", "new")) == PLACES.entry(("a", "b"))
    assert PLACES.inline_around(("t", "new")) is None


def test_what_is_in_a_list_of_tables_has_no_path() -> None:
    assert PLACES.entry(("list", "z")) is None
    assert len(list(PLACES.at_or_below(("list",)))) == 1


def test_all_of_a_key_is_found_however_it_is_written() -> None:
    assert len(list(PLACES.at_or_below(("d",)))) == 1
    assert len(list(PLACES.at_or_below(("u",)))) == 2


def test_a_table_has_a_section_its_own_or_that_of_its_dotted_keys() -> None:
    root, t, v, _ = PLACES.sections

    assert PLACES.section_for(("t",)) is t
    assert PLACES.section_for(("d",)) is root
    assert PLACES.section_for(("d", "new")) is root
    assert PLACES.section_for(("u", "v")) is v
    assert PLACES.section_for(("u",)) is None
    assert PLACES.section_for(("list",)) is None


def test_comments_belong_to_the_header_below_or_the_section_above() -> None:
    _, t, v, _ = PLACES.sections

    assert TEXT[PLACES.lead(t) :].startswith("# about t\n[t]")
    assert TEXT[: PLACES.content_end(t)].endswith("# of t\n")
    assert TEXT[PLACES.lead(v) :].startswith("# about u")
    assert TEXT[: PLACES.content_end(v)].endswith("y = 1\n")


def test_a_new_line_is_indented_as_its_neighbour() -> None:
    end = TEXT.index("# of t")

    assert PLACES.margin(end) == "  "
    assert PLACES.margin(0) == ""


def test_paths_start_with_themselves() -> None:
    assert starts_with(("a", "b"), ("a",))
    assert starts_with(("a",), ("a",))
    assert not starts_with(("a",), ("a", "b"))
