import json

import anyio
import pytest

from workbench.demo.app import Demo
from workbench.demo.users import FIRST_USERS, MOST_USERS

from .asking import answer_to, ask


def test_users_are_listed_in_pages() -> None:
    page = answer_to("GET", "/users?page=2&per_page=3").json

    assert (page["page"], page["pages"], page["total"]) == (2, 3, len(FIRST_USERS))
    assert [user["id"] for user in page["users"]] == [4, 5, 6]


def test_several_tags_must_all_match() -> None:
    page = answer_to("GET", "/users?tag=mathematics&tag=space").json

    assert [user["name"] for user in page["users"]] == ["Katherine Johnson"]


def test_a_user_can_be_made_changed_and_taken_away() -> None:
    async def story() -> None:
        demo = Demo()
        made = await ask(demo, "POST", "/users", b'{"name": "Barbara", "tags": ["data"]}')
        place = made.headers["location"]
        assert (made.status, made.json["name"]) == (201, "Barbara")

        changed = await ask(demo, "PATCH", place, b'{"email": "barbara@example.org"}')
        assert (changed.json["name"], changed.json["email"]) == ("Barbara", "barbara@example.org")

        gone = await ask(demo, "DELETE", place)
        assert (gone.status, gone.body) == (204, b"")
        assert "content-length" not in gone.headers
        assert (await ask(demo, "GET", place)).status == 404

    anyio.run(story)


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"{name}", 400, "the body is not JSON"),
        (b"[]", 422, "a user is a JSON object"),
        (b"{}", 422, '"name" is missing'),
        (b'{"name": " "}', 422, '"name" must be a text'),
        (b'{"name": "x", "tags": "y"}', 422, '"tags" must be a list of texts'),
        (b'{"nmae": "x"}', 422, '"name" is missing; "nmae" is not a field of a user'),
    ],
)
def test_a_wrong_user_is_refused_with_the_reason(body: bytes, status: int, error: str) -> None:
    answer = answer_to("POST", "/users", body)

    assert answer.status == status
    assert error in answer.json["error"]


@pytest.mark.parametrize("text", ["99", "x", "-1", "9" * 5000, "%D9%A3", "1%2f2"])
def test_an_unknown_user_is_not_found(text: str) -> None:
    assert answer_to("GET", f"/users/{text}").status == 404


def test_creating_without_end_forgets_the_oldest_created_user() -> None:
    async def story() -> list[int]:
        demo = Demo()
        for number in range(MOST_USERS):
            body = json.dumps({"name": f"user {number}"}).encode()
            await ask(demo, "POST", "/users", body)
        listed = await ask(demo, "GET", "/users?per_page=100")
        return [listed.json["total"], *(user["id"] for user in listed.json["users"][:10])]

    assert anyio.run(story) == [MOST_USERS, 1, 2, 3, 4, 5, 6, 7, 8, 17, 18]
