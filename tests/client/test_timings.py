from workbench.client import Timings
from workbench.client.timings import Stamps


def test_nothing_has_happened_at_the_start() -> None:
    assert Stamps(1.0).timings() == Timings(reused=True)


def test_phases_are_the_time_between_their_moments() -> None:
    stamps = Stamps(1.0)
    stamps.ready, stamps.sent, stamps.first_byte, stamps.ended = 2.0, 2.5, 4.5, 5.0

    timings = stamps.timings()

    assert (timings.send, timings.wait, timings.receive) == (0.5, 2.0, 0.5)


def test_an_answer_before_the_end_of_the_request_is_a_wait_of_nothing() -> None:
    stamps = Stamps(1.0)
    stamps.sent, stamps.first_byte = 3.0, 2.0

    assert stamps.timings().wait == 0.0


def test_the_phase_is_how_far_the_hop_has_come() -> None:
    stamps = Stamps(1.0)
    seen = [stamps.phase]
    stamps.making = "dns"
    seen.append(stamps.phase)
    for moment in ("ready", "sent", "first_byte"):
        setattr(stamps, moment, 2.0)
        seen.append(stamps.phase)

    assert seen == ["queue", "dns", "send", "wait", "receive"]
