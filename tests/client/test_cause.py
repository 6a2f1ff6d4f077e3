"""What is at the bottom of an error, in words for people."""

import ssl

import httpcore

from workbench.client.cause import cause


def test_a_cause_is_the_systems_own_words() -> None:
    wrapped = httpcore.ConnectError("what a library makes of it")
    wrapped.__cause__ = OSError("all attempts failed")
    wrapped.__cause__.__cause__ = ExceptionGroup("", [ConnectionRefusedError(111, "refused!")])

    assert cause(wrapped) == "connection refused"
    assert cause(ValueError("odd")) == "odd"
    assert cause(ConnectionResetError()) == "the connection was closed"


def test_an_alert_that_a_certificate_is_missing_says_so() -> None:
    alert = ssl.SSLError(1, "[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert")
    alert.reason = "TLSV13_ALERT_CERTIFICATE_REQUIRED"

    assert cause(alert) == "the server asks for a client certificate"
