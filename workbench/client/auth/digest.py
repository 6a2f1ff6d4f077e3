"""Digest access authentication: RFC 7616, and RFC 2617's MD5 without qop.

What a server said is kept per origin, so a second origin never sees an answer that was
computed for the first.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import count

from workbench.client.ambient import RandomBytes, random_bytes
from workbench.client.errors import AuthenticationError, RemoteProtocolError
from workbench.client.request import Request
from workbench.client.response import Response
from workbench.client.url import Origin

from .base import Auth
from .challenge import challenges, quoted

# The names of RFC 7616, and SHA, which old servers have; to hashlib's names.
HASHES = {
    "MD5": "md5",
    "SHA": "sha1",
    "SHA-256": "sha256",
    "SHA-512": "sha512",
    "SHA-512-256": "sha512_256",
}
ORIGINS = 256  # remembered challenges; the oldest goes first


@dataclass(slots=True)
class DigestChallenge:
    """What a server asks for, and how often its nonce was used."""

    realm: str
    nonce: str
    algorithm: str = "MD5"
    opaque: str | None = None
    qop: str | None = None
    stale: bool = False
    userhash: bool = False
    uses: "count[int]" = field(default_factory=lambda: count(1))

    def digest(self, text: bytes) -> str:
        """Return a hash by the challenge's algorithm, in hex."""
        import hashlib

        return hashlib.new(self.hash_name, text).hexdigest()

    @property
    def hash_name(self) -> str:
        """The algorithm as hashlib names it."""
        return HASHES[self.algorithm.upper().removesuffix("-SESS")]

    @property
    def is_session(self) -> bool:
        """Whether the algorithm is a -sess one."""
        return self.algorithm.upper().endswith("-SESS")


class DigestAuth(Auth):
    """User name and password, proved without being sent (RFC 7616).

    Answers a 401 with MD5, SHA, SHA-256, SHA-512-256 and their -sess forms, with qop "auth"
    or none, and sends the answer at once from then on. A challenge it cannot answer raises
    AuthenticationError, a broken one RemoteProtocolError.
    """

    def __init__(
        self,
        username: str | bytes,
        password: str | bytes,
        *,
        random: RandomBytes = random_bytes,
    ) -> None:
        self._username = username.encode() if isinstance(username, str) else username
        self._password = password.encode() if isinstance(password, str) else password
        self._random = random
        self._known: dict[Origin, DigestChallenge] = {}

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Send with what is known; answer a challenge, and once more if its nonce is stale."""
        origin = request.url.origin
        known = self._known.get(origin)
        if known is not None:
            request.headers["Authorization"] = self._answer(request, known)
        response = yield request
        answered = False
        for _ in range(2):
            challenge = digest_challenge(response) if response.status_code == 401 else None
            if challenge is None:
                return
            if answered and not challenge.stale:
                self._known.pop(origin, None)
                return
            self._remember(origin, challenge)
            # A redirect within the origin may have led here: answer what was asked last.
            request = response.request
            request.headers["Authorization"] = self._answer(request, challenge)
            response = yield request
            answered = True

    def _remember(self, origin: Origin, challenge: DigestChallenge) -> None:
        self._known.pop(origin, None)
        while len(self._known) >= ORIGINS:
            self._known.pop(next(iter(self._known)), None)
        self._known[origin] = challenge

    def _answer(self, request: Request, challenge: DigestChallenge) -> str:
        """Return the Authorization header (RFC 7616, section 3.4)."""
        realm, nonce = challenge.realm.encode(), challenge.nonce.encode()
        target = request.url.raw_path
        cnonce = self._random(16).hex()
        uses = f"{next(challenge.uses):08x}"
        secret = b":".join((self._username, realm, self._password))
        if challenge.is_session:
            secret = b":".join((challenge.digest(secret).encode(), nonce, cnonce.encode()))
        asked = challenge.digest(b":".join((request.method.encode(), target)))
        proof = [challenge.digest(secret).encode(), nonce]
        if challenge.qop is not None:
            proof += [uses.encode(), cnonce.encode(), b"auth"]
        response = challenge.digest(b":".join([*proof, asked.encode()]))
        user = self._username.decode("utf-8", "surrogateescape")
        if challenge.userhash:
            user = challenge.digest(b":".join((self._username, realm)))
        parts = [
            f"username={quoted(user)}",
            f"realm={quoted(challenge.realm)}",
            f"nonce={quoted(challenge.nonce)}",
            f"uri={quoted(target.decode('ascii'))}",
            f'response="{response}"',
            f"algorithm={challenge.algorithm}",
        ]
        if challenge.opaque is not None:
            parts.append(f"opaque={quoted(challenge.opaque)}")
        if challenge.qop is not None:
            parts += ["qop=auth", f"nc={uses}"]
        if challenge.qop is not None or challenge.is_session:
            parts.append(f'cnonce="{cnonce}"')
        if challenge.userhash:
            parts.append("userhash=true")
        return "Digest " + ", ".join(parts)


def digest_challenge(response: Response) -> DigestChallenge | None:
    """Return the first Digest challenge that can be answered, or None if there is none at all."""
    refusal: Exception | None = None
    for value in response.headers.get_list("www-authenticate"):
        for offered in challenges(value):
            if offered.scheme != "digest":
                continue
            try:
                return understood(offered.parameters)
            except (AuthenticationError, RemoteProtocolError) as error:
                refusal = refusal or error
    if refusal is not None:
        raise refusal
    return None


def understood(given: dict[str, str]) -> DigestChallenge:
    """Check a challenge's parameters."""
    if "realm" not in given or not given.get("nonce"):
        raise RemoteProtocolError("the server's Digest challenge lacks its realm or nonce")
    if any(c < " " or c == "\x7f" for value in given.values() for c in value):
        raise RemoteProtocolError("the server's Digest challenge has control characters")
    algorithm = given.get("algorithm", "MD5")
    if not can_hash(algorithm):
        raise AuthenticationError(
            f"the server asks for the Digest algorithm {algorithm[:40]!r}, which is not known here"
        )
    qop: str | None = None
    if given.get("qop", "").strip():
        offered = [word.strip().lower() for word in given["qop"].split(",")]
        if "auth" not in offered:
            raise AuthenticationError(
                f"the server's Digest challenge asks for qop {given['qop'][:40]!r}; only 'auth' "
                "is supported"
            )
        qop = "auth"
    return DigestChallenge(
        realm=given["realm"],
        nonce=given["nonce"],
        algorithm=algorithm,
        opaque=given.get("opaque"),
        qop=qop,
        stale=given.get("stale", "").lower() == "true",
        userhash=given.get("userhash", "").lower() == "true",
    )


def can_hash(algorithm: str) -> bool:
    """Tell whether an algorithm is known, and this Python's OpenSSL has it."""
    name = HASHES.get(algorithm.upper().removesuffix("-SESS"))
    if name is None:
        return False
    import hashlib

    try:
        hashlib.new(name)
    except ValueError:
        return False
    return True
