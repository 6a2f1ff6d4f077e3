import pytest

from workbench.client import Response
from workbench.client.links import parse_links

NEXT = {"url": "https://h/?page=2", "rel": "next"}


@pytest.mark.parametrize(
    ("value", "links"),
    [
        ("", {}),
        ('<https://h/?page=2>; rel="next"', {"next": NEXT}),
        (
            "<https://h/?page=2>;rel=next, </1>; rel=first",
            {"next": NEXT, "first": {"url": "/1", "rel": "first"}},
        ),
        ("</a>", {"/a": {"url": "/a"}}),
        ('</a>; title="x=y"; broken', {"/a": {"url": "/a", "title": "x=y"}}),
        (";,;<", {}),
    ],
)
def test_links_are_found_by_their_relation(value: str, links: dict[str, dict[str, str]]) -> None:
    assert parse_links(value) == links
    assert Response(200, headers={"Link": value} if value else {}).links == links
