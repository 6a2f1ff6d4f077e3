"""Settings and the contexts they stand for. What peers make of them is in test_dial.py."""

import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme

from workbench.client import TLSError, TLSPeer, create_ssl_context
from workbench.client.tls import TLSSettings, Version


def context_for(verify: Any = True, **options: Any) -> ssl.SSLContext:
    return TLSSettings(verify, **options).context("example.org", 443)


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


@pytest.mark.parametrize("version", ["TLSv1.2", "TLSv1.3"])
def test_the_oldest_version_can_be_chosen(version: Version) -> None:
    chosen = context_for(minimum_version=version).minimum_version

    assert chosen is (ssl.TLSVersion.TLSv1_3 if version == "TLSv1.3" else ssl.TLSVersion.TLSv1_2)


def test_a_version_that_is_no_longer_safe_is_refused() -> None:
    version: Any = "TLSv1.1"

    with pytest.raises(ValueError, match=r"TLSv1\.2 or TLSv1\.3, not 'TLSv1\.1'"):
        TLSSettings(minimum_version=version)


def test_a_file_of_authorities_that_is_not_there_is_noticed_at_once() -> None:
    with pytest.raises(FileNotFoundError, match="'/nowhere'"):
        TLSSettings("/nowhere")


@pytest.mark.parametrize("options", [{}, {"cert": "same"}])
def test_a_file_that_holds_no_certificate_is_a_tls_error(
    tmp_path: Path, options: dict[str, Any]
) -> None:
    bad = tmp_path / "bad.pem"
    bad.write_text("nothing")
    given = {"cert": str(bad)} if options else {"verify": str(bad)}

    with pytest.raises(TLSError, match=r"^no TLS with example\.org: a certificate file"):
        context_for(**given)


@pytest.mark.parametrize("cert", ["/nowhere.pem", ("/nowhere.pem", "/key.pem")])
def test_a_client_certificate_that_is_not_there_is_named(cert: Any) -> None:
    with pytest.raises(TLSError, match=r"^no TLS with .*: cert= names no file: '/nowhere\.pem'$"):
        context_for(cert=cert)


def test_certificates_are_chosen_by_host_and_port(tmp_path: Path) -> None:
    authority = trustme.CA()
    paths = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.pem"
        authority.issue_cert(name).private_key_and_cert_chain_pem.write_to_path(str(path))
        paths.append(str(path))
    settings = TLSSettings(cert={"a": paths[0], "b:444": paths[1]})

    plain = settings.context("c", 443)
    assert plain is TLSSettings().context("c", 443)
    assert settings.context("b", 443) is plain
    assert len({id(settings.context(*at)) for at in [("a", 1), ("b", 444), ("c", 443)]}) == 3


def test_the_environment_counts_only_where_it_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, log = tmp_path / "ca.pem", tmp_path / "keys"
    trustme.CA().cert_pem.write_to_path(str(authority))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv("SSLKEYLOGFILE", str(log))

    for context in (context_for(trust_env=False), create_ssl_context(trust_env=False)):
        assert not context.keylog_filename
        assert len(context.get_ca_certs()) > 1
    assert not log.exists()
    for context in (context_for(), create_ssl_context()):
        assert str(context.keylog_filename) == str(log)
        assert len(context.get_ca_certs()) == 1


def test_a_folder_of_authorities_is_taken(tmp_path: Path) -> None:
    assert context_for(tmp_path).get_ca_certs() == []


def test_a_made_context_is_the_callers_alone() -> None:
    assert create_ssl_context() is not create_ssl_context()
    assert create_ssl_context(False).verify_mode is ssl.CERT_NONE
    own = create_ssl_context()
    assert create_ssl_context(own) is own


def test_the_systems_store_is_truststores() -> None:
    truststore = pytest.importorskip("truststore")

    assert isinstance(context_for("system"), truststore.SSLContext)


def test_http2_is_offered_only_where_it_is_spoken() -> None:
    assert context_for(http2=True) is not context_for()


def test_a_peer_without_a_certificate_has_no_pinned_key() -> None:
    settings = TLSSettings(pin="sha256/" + "A" * 43 + "=")

    with pytest.raises(TLSError, match="cut short"):
        settings.check("example.org", 443, TLSPeer("TLSv1.3", None, None))
