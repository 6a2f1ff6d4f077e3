from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ssl import PEM_cert_to_DER_cert

import trustme

from workbench.model import Connection, Exchange, Hop, Timings
from workbench.tui.panes.response.timeline import timeline_lines

from ...samples import exchange

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def text_of(shown: Exchange, now: datetime = NOW) -> str:
    return "\n".join(line.plain for line in timeline_lines(shown, now=now))


def with_hops(*hops: Hop) -> Exchange:
    return replace(exchange(), hops=hops)


def certificate(begins: datetime, ends: datetime) -> bytes:
    issued = trustme.CA().issue_cert("shop.example", not_before=begins, not_after=ends)
    return PEM_cert_to_DER_cert(issued.cert_chain_pems[0].bytes().decode())


def secured(*certificates: bytes) -> Exchange:
    connection = Connection(
        "192.0.2.1:443",
        "10.0.0.1:5000",
        "http://proxy:3128",
        "HTTP/2",
        "TLSv1.3",
        "TLS_AES_256_GCM_SHA384",
        certificates,
    )
    return with_hops(replace(exchange().hops[0], connection=connection))


def test_the_waterfall_has_a_line_for_each_phase_that_happened() -> None:
    text = text_of(exchange())

    for phase in ("queue", "connect", "send", "wait", "receive", "total"):
        assert phase in text
    assert "tls" not in text


def test_the_waterfall_of_a_kept_connection_says_so() -> None:
    hop = replace(exchange().hops[0], timings=Timings(wait=0.01, reused=True))

    assert "kept connection" in text_of(with_hops(hop))


def test_hops_share_one_scale_and_stand_one_after_the_other() -> None:
    hop = replace(exchange().hops[0], timings=Timings(wait=1.0))
    bars = [line for line in text_of(with_hops(hop, hop)).split("\n") if "━" in line]

    first, second = (bar.index("━") for bar in bars)
    assert second - first == 15


def test_the_bars_take_the_room_there_is() -> None:
    for width in (30, 50, 80, 200):
        lines = timeline_lines(exchange(), width)
        assert max(line.cell_length for line in lines if "━" in line.plain) <= max(width, 32)


def test_the_connection_says_how_it_was_reached_and_secured() -> None:
    text = text_of(secured())

    assert "protocol    HTTP/2" in text
    assert "addresses   10.0.0.1:5000 → 192.0.2.1:443" in text
    assert "proxy       http://proxy:3128" in text
    assert "tls         TLSv1.3  TLS_AES_256_GCM_SHA384" in text


def test_an_application_in_this_process_has_no_network() -> None:
    assert "no network" in text_of(with_hops(replace(exchange().hops[0], connection=None)))


def test_bytes_on_the_wire_stand_beside_those_of_the_body() -> None:
    timings = Timings(wait=0.1, sent_bytes=120, received_bytes=2000, decoded_bytes=90_000)
    hop = replace(exchange().hops[0], timings=timings, headers=(("Content-Encoding", "br"),))

    expected = "120 B sent, 2.00 kB received, a body of 90.0 kB once decoded from br"
    assert expected in text_of(with_hops(hop))


def test_decoding_is_a_part_of_receiving() -> None:
    hop = replace(exchange().hops[0], timings=Timings(wait=0.5, receive=0.5, decode=0.25))
    line = next(line for line in text_of(with_hops(hop)).splitlines() if "decode" in line)

    assert line.endswith("250 ms  while it was received")
    assert line.split("━")[0] == "  decode    " + " " * 22


def test_certificates_tell_whose_they_are_and_when_they_end() -> None:
    day = timedelta(days=1)
    text = text_of(secured(certificate(NOW - day, NOW + 90 * day), certificate(NOW, NOW + day)))

    assert "  certificate OU=Testing cert" in text
    assert "for       shop.example" in text
    assert "issuer" in text
    assert "in 90 days" in text
    assert "! in 90 days" not in text
    assert "signed by" in text
    assert "! in 1 days" in text
    assert "sha256" in text


def test_a_certificate_that_is_over_or_not_valid_yet_is_an_error() -> None:
    day = timedelta(days=1)
    over = text_of(secured(certificate(NOW - 9 * day, NOW - day)))
    early = text_of(secured(certificate(NOW + day, NOW + 9 * day)))

    assert "✗ over" in over
    assert "✗ only from 2026-06-02" in early


def test_bytes_that_are_no_certificate_are_told() -> None:
    assert "cannot be read" in text_of(secured(b"nonsense"))
