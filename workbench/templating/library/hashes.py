"""Digests of texts, as UTF-8, written as hexadecimal digits or as Base64."""

import base64

from .function import ArgumentError, Function

_ALGORITHMS = ("sha256", "sha512", "sha1", "md5", "sha384", "sha224")


def md5(value: str, encoding: str = "hex") -> str:
    """The MD5 digest, hex or base64; for what still asks for it, not for security."""
    return _digest("md5", value, encoding)


def sha1(value: str, encoding: str = "hex") -> str:
    """The SHA-1 digest, hex or base64; for what still asks for it, not for security."""
    return _digest("sha1", value, encoding)


def sha256(value: str, encoding: str = "hex") -> str:
    """The SHA-256 digest, hex or base64."""
    return _digest("sha256", value, encoding)


def sha512(value: str, encoding: str = "hex") -> str:
    """The SHA-512 digest, hex or base64."""
    return _digest("sha512", value, encoding)


def hmac(value: str, key: str, algorithm: str = "sha256", encoding: str = "hex") -> str:
    """The keyed digest (RFC 2104) of a text, hex or base64."""
    if algorithm not in _ALGORITHMS:
        raise ArgumentError(f'"algorithm" is one of {", ".join(_ALGORITHMS)}')
    import hmac as hmac_

    return _written(hmac_.digest(_bytes(key), _bytes(value), algorithm), encoding)


def _digest(algorithm: str, value: str, encoding: str) -> str:
    import hashlib

    digest = hashlib.new(algorithm, _bytes(value), usedforsecurity=False)
    return _written(digest.digest(), encoding)


def _written(digest: bytes, encoding: str) -> str:
    match encoding:
        case "hex":
            return digest.hex()
        case "base64":
            return base64.b64encode(digest).decode()
        case _:
            raise ArgumentError('"encoding" is hex or base64')


def _bytes(value: str) -> bytes:
    return value.encode(errors="replace")


HASHES = (
    Function(md5, "{{ 'abc' | md5 }}", "900150983cd24fb0d6963f7d28e17f72"),
    Function(sha1, "{{ 'abc' | sha1 }}", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    Function(
        sha256,
        "{{ 'abc' | sha256 }}",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    ),
    Function(
        sha512,
        "{{ 'abc' | sha512(encoding='base64') }}",
        "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==",
    ),
    Function(
        hmac,
        "{{ 'abc' | hmac('key', encoding='base64') }}",
        "nBluMtwBdfhvSxy4konWYZ3mvuaZ5MN45oMJ7Zehpqs=",
    ),
)
