"""An endpoint that takes files: it says what arrived, and keeps nothing."""

import hashlib
from email import message_from_bytes, policy
from email.message import EmailMessage

from .wire import Incoming, Refusal, Reply, json_reply

MOST_PARTS = 100


async def upload(request: Incoming) -> Reply:
    """What was uploaded: the size and SHA-256 of the body, and of each part of a multipart one."""
    kind = request.header("content-type")
    said: dict[str, object] = {"type": kind, **_measured(request.body)}
    if kind.lower().startswith("multipart/"):
        said["parts"] = [_part(part) for part in _parts(kind, request.body)]
    return json_reply(said, 201)


def _parts(kind: str, body: bytes) -> list[EmailMessage]:
    head = b"Content-Type: " + kind.encode("latin-1", "replace") + b"\r\n\r\n"
    # This policy keeps the octets of each part as they came.
    message = message_from_bytes(head + body, policy=policy.HTTP)
    parts = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    if not parts or len(parts) > MOST_PARTS:
        raise Refusal(400, f"a multipart body has 1 to {MOST_PARTS} parts")
    return parts


def _part(part: EmailMessage) -> dict[str, object]:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    name = part.get_param("name", header="content-disposition")
    return {
        "name": name if isinstance(name, str) else None,
        "filename": part.get_filename(),
        "type": part.get_content_type(),
        **_measured(content),
    }


def _measured(content: bytes) -> dict[str, object]:
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
