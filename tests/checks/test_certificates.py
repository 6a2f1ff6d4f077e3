import socket
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime

import trustme

from workbench.checks import Certificate, certificate_from

from .sample import SUBJECT, passes

PEER = {
    "subject": ((("countryName", "FR"),), (("commonName", "example.org"), ("serialNumber", "7"))),
    "issuer": ((("organizationName", "An authority"),),),
    "notBefore": "Jan  5 09:34:43 2018 GMT",
    "notAfter": "Feb 28 23:59:59 2049 GMT",
    "serialNumber": "0F1E",
    "subjectAltName": (("DNS", "example.org"), ("IP Address", "192.0.2.1")),
}


def test_the_facts_are_those_of_ssl() -> None:
    assert certificate_from(PEER, "PEM") == Certificate(
        subject="C=FR, CN=example.org, serialNumber=7",
        issuer="O=An authority",
        start_date=datetime(2018, 1, 5, 9, 34, 43, tzinfo=UTC),
        expire_date=datetime(2049, 2, 28, 23, 59, 59, tzinfo=UTC),
        serial_number="0f1e",
        subject_alt_name="DNS:example.org, IP Address:192.0.2.1",
        pem="PEM",
    )


def test_without_verification_there_are_no_facts() -> None:
    assert certificate_from({}) == Certificate()


def test_the_certificate_of_a_real_handshake_can_be_checked() -> None:
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("localhost").configure_cert(server)
    authority.configure_trust(client)
    near, far = socket.socketpair()
    with far:
        shaking = threading.Thread(target=lambda: server.wrap_socket(far, server_side=True).close())
        shaking.start()
        with client.wrap_socket(near, server_hostname="localhost") as secured:
            certificate = certificate_from(secured.getpeercert() or {})
        shaking.join()

    subject = replace(SUBJECT, certificate=certificate, now=datetime.now(UTC))
    assert passes('certificate "Subject-Alt-Name" contains "DNS:localhost"', subject)
    assert passes('certificate "Expire-Date" daysAfterNow > 1', subject)
    assert passes('certificate "Start-Date" isDate', subject)
    assert passes(r'certificate "Serial-Number" matches /^[\da-f]+$/', subject)
    assert passes('certificate "Issuer" contains "trustme"', subject)
