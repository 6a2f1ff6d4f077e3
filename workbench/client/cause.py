"""Why a connection could not be made or broke, in words for people."""

import os
import socket
import ssl


def cause(error: BaseException) -> str:
    """Return the system's own words for what is at the bottom of an error."""
    while error.__cause__ is not None:
        error = error.__cause__
        if isinstance(error, BaseExceptionGroup):  # trio's, of one attempt
            error = error.exceptions[0]
    if isinstance(error, ssl.SSLCertVerificationError) and error.verify_message:
        return f"the certificate is not trusted: {error.verify_message.lower()}"
    if isinstance(error, ssl.SSLError) and error.reason:
        if error.reason == "TLSV13_ALERT_CERTIFICATE_REQUIRED":
            return "the server asks for a client certificate"
        if error.reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"}:
            return "the peer does not speak TLS; try http://"
        return error.reason.lower().replace("_", " ")
    if isinstance(error, socket.gaierror):
        return str(error.strerror or error).lower()
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno).lower()
    return str(error) or "the connection was closed"
