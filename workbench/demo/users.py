"""The demo's users: a small table in memory that can be listed, changed and emptied."""

import math
from collections.abc import Sequence
from itertools import count

from .wire import Incoming, Refusal, Reply, json_reply

# A parallel run that creates users must not grow the demo; the oldest created one goes first.
MOST_USERS = 1_000
PER_PAGE = 5

FIRST_USERS = (
    ("Ada Lovelace", "ada@example.org", ("mathematics", "computing")),
    ("Grace Hopper", "grace@example.org", ("computing", "navy")),
    ("Alan Turing", "alan@example.org", ("mathematics", "computing", "codes")),
    ("Katherine Johnson", "katherine@example.org", ("mathematics", "space")),
    ("Mary Somerville", "mary@example.org", ("mathematics", "astronomy")),
    ("Hedy Lamarr", "hedy@example.org", ("radio", "film")),
    ("Margaret Hamilton", "margaret@example.org", ("computing", "space")),
    ("Émilie du Châtelet", "emilie@example.org", ("physics", "mathematics")),
)

User = dict[str, object]


class Users:
    """The users of one running demo."""

    def __init__(self) -> None:
        self._next = count(1)
        self._users: dict[int, User] = {}
        for name, email, tags in FIRST_USERS:
            self._keep({"name": name, "email": email, "tags": list(tags)})

    async def list(self, request: Incoming) -> Reply:
        """One page of users; `tag` may be given more than once and all must match."""
        tags = {value for name, value in request.query if name == "tag" and value}
        found = self.having(tags)
        per_page = int(request.number("per_page", PER_PAGE, 1, 100))
        page = int(request.number("page", 1, 1, MOST_USERS))
        first = (page - 1) * per_page
        return json_reply(
            {
                "page": page,
                "pages": math.ceil(len(found) / per_page),
                "total": len(found),
                "users": found[first : first + per_page],
            }
        )

    async def get(self, request: Incoming) -> Reply:
        """One user."""
        return json_reply(self._users[self._id(request)])

    async def create(self, request: Incoming) -> Reply:
        """A new user from a JSON object with a `name`; answers 201 and says where it is."""
        user = self.add(request.document())
        return json_reply(user, 201, (("location", f"/users/{user['id']}"),))

    async def update(self, request: Incoming) -> Reply:
        """A user with the fields of a JSON object changed."""
        user = self._users[self._id(request)]
        user.update(_fields(request.document()))
        return json_reply(user)

    async def delete(self, request: Incoming) -> Reply:
        """Takes a user away; answers 204 without a body."""
        del self._users[self._id(request)]
        return Reply(204)

    def having(self, tags: set[str]) -> Sequence[User]:
        """Return the users that have all of these tags."""
        return [user for user in self._users.values() if tags <= _tags(user)]

    def find(self, text: str) -> User | None:
        """Return a user by the id as a text, or None if there is none."""
        # Only ASCII digits, and few of them: int() takes much more than an id ever is.
        is_id = text.isascii() and text.isdigit() and len(text) < 16
        return self._users.get(int(text)) if is_id else None

    def take(self, text: str) -> User | None:
        """Take a user away, and return it."""
        user = self.find(text)
        return None if user is None else self._users.pop(int(text))

    def add(self, document: object) -> User:
        """Return a new user, made of a JSON object; refuses one without a name."""
        return self._keep(_fields(document, needed=("name",)))

    def _keep(self, fields: User) -> User:
        user: User = {"id": next(self._next), "email": "", "tags": []} | fields
        self._users[int(str(user["id"]))] = user
        if len(self._users) > MOST_USERS:
            created = (number for number in self._users if number > len(FIRST_USERS))
            del self._users[next(created)]
        return user

    def _id(self, request: Incoming) -> int:
        text = request.path["id"]
        if self.find(text) is None:
            raise Refusal(404, f'there is no user "{text}"')
        return int(text)


def _fields(document: object, needed: tuple[str, ...] = ()) -> User:
    """Return the user fields of a JSON document; refuses with everything that is wrong with it."""
    if not isinstance(document, dict):
        raise Refusal(422, "a user is a JSON object")
    wrong = [f'"{name}" is missing' for name in needed if name not in document]
    for name, value in document.items():
        if name in ("name", "email"):
            if not isinstance(value, str) or (name == "name" and not value.strip()):
                wrong.append(f'"{name}" must be a text')
        elif name == "tags":
            if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
                wrong.append('"tags" must be a list of texts')
        elif name != "id":
            wrong.append(f'"{name}" is not a field of a user')
    if wrong:
        raise Refusal(422, "; ".join(wrong))
    return {name: value for name, value in document.items() if name != "id"}


def _tags(user: User) -> set[str]:
    tags = user["tags"]
    return set(tags) if isinstance(tags, list) else set()
