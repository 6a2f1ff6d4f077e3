"""When to ping, and when a peer is gone."""

from workbench.client.websocket.heartbeat import Heartbeat


def test_a_silent_peer_is_pinged_once_and_then_gone() -> None:
    beat = Heartbeat(20, 5)

    assert beat.patience == 20
    beat.waited(19)
    assert (beat.patience, beat.ping_is_due(), beat.gone()) == (1, False, False)
    beat.waited(1.5)
    assert (beat.ping_is_due(), beat.ping_is_due(), beat.patience) == (True, False, 5)
    beat.waited(5)
    assert beat.gone()


def test_whatever_the_peer_says_ends_its_silence() -> None:
    beat = Heartbeat(20, 5)
    beat.waited(20)
    beat.ping_is_due()
    beat.waited(4)
    beat.heard()

    assert (beat.patience, beat.gone(), beat.ping_is_due()) == (20, False, False)


def test_without_an_interval_or_a_timeout_it_waits_for_ever() -> None:
    never, patient = Heartbeat(None, 5), Heartbeat(1, None)
    for beat in (never, patient):
        beat.waited(1000)
        beat.ping_is_due()
        beat.waited(1000)

    assert (never.patience, never.gone(), patient.patience, patient.gone()) == (
        None, False, None, False
    )  # fmt: skip
