"""What an X.509 certificate says (RFC 5280), read when somebody asks. No I/O.

Nothing here judges whether it is to be trusted: the handshake did, or was told not to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from ipaddress import ip_address

from .der import Element, element, object_identifier
from .pin import VERSION, fingerprint

# RFC 4514, section 3; others show their number.
ATTRIBUTES = {
    "2.5.4.3": "CN",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.9": "STREET",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
    "0.9.2342.19200300.100.1.1": "UID",
    "0.9.2342.19200300.100.1.25": "DC",
}
TEXTS = {12: "utf-8", 20: "latin-1", 28: "utf-32-be", 30: "utf-16-be"}
EXTENSIONS = 0xA3
UTC_TIME = 23
ALTERNATIVE_NAMES = "2.5.29.17"
EMAIL, DNS, URI, ADDRESS = 0x81, 0x82, 0x86, 0x87


@dataclass(frozen=True, slots=True)
class Fields:
    """The decoded fields of a certificate."""

    serial_number: int
    issuer: str
    not_before: datetime
    not_after: datetime
    subject: str
    names: tuple[str, ...]


class Certificate:
    """A peer's certificate: `der` as it came, and what it says.

    The properties raise ValueError where the bytes are no certificate. What they return
    is the peer's word: clean it before you show it on a terminal.
    """

    def __init__(self, der: bytes) -> None:
        self.der = der

    @property
    def subject(self) -> str:
        """Whose certificate it is, as RFC 4514 writes it: "CN=example.org,O=Example"."""
        return self._fields.subject

    @property
    def issuer(self) -> str:
        """Who signed it, written as the subject is."""
        return self._fields.issuer

    @property
    def names(self) -> tuple[str, ...]:
        """The alternative names it is for: hosts, addresses, URIs, mail addresses."""
        return self._fields.names

    @property
    def not_before(self) -> datetime:
        """The moment it becomes valid, in UTC."""
        return self._fields.not_before

    @property
    def not_after(self) -> datetime:
        """The moment it expires, in UTC."""
        return self._fields.not_after

    @property
    def serial_number(self) -> int:
        """The number its issuer gave it."""
        return self._fields.serial_number

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the whole certificate, in hex."""
        from hashlib import sha256

        return sha256(self.der).hexdigest()

    @property
    def pin(self) -> str:
        """The SHA-256 of its public key as `pin=` takes it: "sha256/…" (RFC 7469)."""
        return fingerprint(self.der)

    @cached_property
    def _fields(self) -> Fields:
        try:
            return decode(self.der)
        except (IndexError, OverflowError, StopIteration) as error:
            raise ValueError("the bytes are not a certificate") from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and self.der == other.der

    def __hash__(self) -> int:
        return hash(self.der)

    def __repr__(self) -> str:
        return f"<Certificate sha256:{self.fingerprint[:16]}…>"


def decode(der: bytes) -> Fields:
    """Return the fields of a certificate (RFC 5280, section 4.1); raises ValueError."""
    to_be_signed = next(element(der).children())
    fields = [one for one in to_be_signed.children() if one.tag != VERSION]
    if len(fields) < 6:
        raise ValueError("the certificate lacks fields")
    serial, _, issuer, validity, subject, _, *rest = fields
    start, end = validity.children()
    return Fields(
        int.from_bytes(serial.content, "big", signed=True),
        distinguished_name(issuer),
        moment(start),
        moment(end),
        distinguished_name(subject),
        tuple(alternative_names(rest)),
    )


def distinguished_name(name: Element) -> str:
    """Return a name as text, the most specific part first (RFC 4514, section 2)."""
    parts = ["+".join(attribute(one) for one in part.children()) for part in name.children()]
    return ",".join(reversed(parts))


def attribute(pair: Element) -> str:
    """Return one attribute of a name as `CN=value`."""
    kind, value = pair.children()
    number = object_identifier(kind.content)
    text = value.content.decode(TEXTS.get(value.tag, "latin-1"), "replace")
    return f"{ATTRIBUTES.get(number, number)}={escaped(text)}"


def escaped(text: str) -> str:
    """Return an attribute's value with what would end it escaped (RFC 4514, section 2.4)."""
    for special in '\\"+,;<>':
        text = text.replace(special, f"\\{special}")
    text = text.replace("\0", "\\00")
    if text[:1] in {"#", " "}:
        text = "\\" + text
    return text[:-1] + "\\ " if text[-1:] == " " and len(text) > 2 else text


def moment(time: Element) -> datetime:
    """Return a time of either kind (RFC 5280, section 4.1.2.5)."""
    digits = time.content.decode("ascii", "replace").removesuffix("Z")
    if time.tag == UTC_TIME:
        digits = ("19" if digits[:2] >= "50" else "20") + digits
    if len(digits) != 14 or not digits.isdigit():
        raise ValueError("the certificate holds a time that is none")
    parts = [int(digits[:4]), *(int(digits[at : at + 2]) for at in range(4, 14, 2))]
    year, month, day, hour, minute, second = parts
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def alternative_names(fields: list[Element]) -> Iterator[str]:
    """Yield the subject's alternative names of the extensions (RFC 5280, section 4.2.1.6)."""
    for field in fields:
        if field.tag != EXTENSIONS:
            continue
        for extension in next(field.children()).children():
            kind, *_, value = extension.children()
            if object_identifier(kind.content) != ALTERNATIVE_NAMES:
                continue
            for name in element(value.content).children():
                if name.tag in {EMAIL, DNS, URI}:
                    yield name.content.decode("latin-1")
                elif name.tag == ADDRESS and len(name.content) in {4, 16}:
                    yield str(ip_address(name.content))
