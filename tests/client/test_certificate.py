"""Certificates, against what a library for them says."""

import re
import ssl
from pathlib import Path

import certifi
import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.general_name import DNSName, IPAddress

from workbench.client import Certificate
from workbench.client.pin import fingerprint

PEM = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
AUTHORITIES = [
    ssl.PEM_cert_to_DER_cert(found[0])
    for found in PEM.finditer(Path(certifi.where()).read_text("ascii"))
]


def issued(*names: str, common_name: str | None = None) -> bytes:
    pem = trustme.CA().issue_cert(*names, common_name=common_name).cert_chain_pems[0].bytes()
    return ssl.PEM_cert_to_DER_cert(pem.decode("ascii"))


@pytest.mark.filterwarnings("ignore:Parsed a serial number")  # some are real and zero
@pytest.mark.parametrize("der", AUTHORITIES[::4], ids=lambda der: Certificate(der).fingerprint[:8])
def test_it_says_what_a_library_reads_in_it(der: bytes) -> None:
    expected, found = x509.load_der_x509_certificate(der), Certificate(der)

    assert found.subject == expected.subject.rfc4514_string()
    assert found.issuer == expected.issuer.rfc4514_string()
    assert found.not_before == expected.not_valid_before_utc
    assert found.not_after == expected.not_valid_after_utc
    assert found.serial_number == expected.serial_number
    assert found.fingerprint == expected.fingerprint(SHA256()).hex()


def test_names_are_hosts_addresses_and_mail() -> None:
    found = Certificate(issued("one.test", "*.two.test", "127.0.0.1", "::1", "me@three.test"))

    assert set(found.names) == {"one.test", "*.two.test", "127.0.0.1", "::1", "me@three.test"}
    library = x509.load_der_x509_certificate(found.der).extensions
    names = library.get_extension_for_class(x509.SubjectAlternativeName).value
    assert set(names.get_values_for_type(DNSName)) <= set(found.names)
    assert {str(one) for one in names.get_values_for_type(IPAddress)} <= set(found.names)


def test_the_key_is_a_pin() -> None:
    der = issued("one.test")

    assert Certificate(der).pin == fingerprint(der)


def test_what_would_end_a_value_is_escaped() -> None:
    name = 'a,b+"c"\\<d>;=e '
    der = issued("one.test", common_name=name)

    subject = x509.load_der_x509_certificate(der).subject.rfc4514_string()
    assert Certificate(der).subject == subject


def test_what_is_no_certificate_is_a_value_error_when_asked() -> None:
    der = issued("one.test")
    broken = [der[:end] for end in range(0, len(der), 5)]
    broken += [bytes([*der[:at], der[at] ^ 0x5A, *der[at + 1 :]]) for at in range(0, len(der), 3)]

    refused = 0
    for data in broken:
        certificate = Certificate(data)
        try:
            assert isinstance(certificate.names, tuple)
        except ValueError:
            refused += 1

    assert refused > len(der) / 5
    assert repr(Certificate(b"")).startswith("<Certificate sha256:")


def test_equal_bytes_are_equal_certificates() -> None:
    der = issued("one.test")

    assert {Certificate(der), Certificate(der)} == {Certificate(der)}
    assert Certificate(der) != Certificate(b"")
