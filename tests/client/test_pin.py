"""Pins, against what a library for certificates says."""

from base64 import b64encode
from hashlib import sha256

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from workbench.client.pin import digests, fingerprint, host_pins, public_key


@pytest.mark.parametrize("kind", list(trustme.KeyType))
def test_a_key_is_found_where_a_library_finds_it(kind: trustme.KeyType) -> None:
    pem = trustme.CA().issue_cert("h.test", key_type=kind).cert_chain_pems[0].bytes()
    certificate = x509.load_pem_x509_certificate(pem)
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    der = certificate.public_bytes(Encoding.DER)

    assert public_key(der) == key
    assert fingerprint(der) == "sha256/" + b64encode(sha256(key).digest()).decode()
    for end in range(0, len(der) - 1, 7):
        with pytest.raises(ValueError, match="cut short"):
            public_key(der[:end])


def test_a_pin_can_be_written_in_three_ways() -> None:
    raw = bytes(range(32))
    text = b64encode(raw).decode()

    for pin in (f"sha256/{text}", f"sha256//{text}", text, raw.hex(), [f"sha256:{raw.hex()}"]):
        assert digests(pin) == {raw}
    assert len(digests(f"sha256//{text};sha256//{b64encode(bytes(32)).decode()}")) == 2
    assert host_pins({"A.test": text}) == (("a.test", frozenset([raw])),)
    assert host_pins(text) == (("", frozenset([raw])),)
    assert host_pins(None) == ()


@pytest.mark.parametrize("pin", ["", "sha256/", "sha1/" + "A" * 27 + "=", "sha256/é", []])
def test_a_pin_that_could_not_match_is_refused(pin: str) -> None:
    with pytest.raises(ValueError, match="pin"):
        digests(pin)
