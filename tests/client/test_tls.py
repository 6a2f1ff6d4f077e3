import ssl

import pytest

from workbench.client.tls import context_for


def test_all_clients_share_one_context() -> None:
    assert context_for(True) is context_for(True)
    assert context_for(True).verify_mode is ssl.CERT_REQUIRED
    assert context_for(True).check_hostname


def test_verification_can_be_off_without_touching_the_other() -> None:
    assert context_for(False) is not context_for(True)
    assert context_for(False).verify_mode is ssl.CERT_NONE


def test_a_context_of_the_callers_own_is_used_as_it_is() -> None:
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    assert context_for(own) is own


@pytest.mark.parametrize("verify", [True, False])
def test_old_protocols_are_off(verify: bool) -> None:
    assert context_for(verify).minimum_version >= ssl.TLSVersion.TLSv1_2
