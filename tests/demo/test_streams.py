import anyio

from workbench.demo.app import Demo

from .asking import answer_to, ask


def test_slow_waits_as_long_as_it_was_asked_to() -> None:
    assert answer_to("GET", "/slow?seconds=0.01").json == {"waited": 0.01}


def test_a_stream_sends_its_lines_one_by_one() -> None:
    answer = answer_to("GET", "/stream?lines=3&delay=0")

    assert [chunk.count(b"\n") for chunk in answer.chunks] == [1, 1, 1, 0]
    assert "content-length" not in answer.headers


def test_events_end_by_themselves() -> None:
    answer = answer_to("GET", "/events?count=2&delay=0")

    assert answer.headers["content-type"] == "text/event-stream"
    assert answer.body.endswith(b"event: end\ndata: {}\n\n")


def test_a_stream_stops_when_its_reader_is_gone() -> None:
    answer = anyio.run(lambda: ask(Demo(), "GET", "/json?bytes=2e9", gone_after=3))

    assert len(answer.chunks) < 10


def test_events_that_are_cut_go_on_behind_the_last_one() -> None:
    url, seen = "/events?count=5&cut=2&delay=0", []
    last = ""
    while (answer := answer_to("GET", url, last_event_id=last)).status == 200:
        seen.append([line[4:] for line in answer.body.decode().split("\n") if line[:3] == "id:"])
        last = seen[-1][-1]

    assert seen == [["1", "2"], ["3", "4"], ["5"]]
    assert answer.status == 204
    odd = answer_to("GET", url, last_event_id="x")
    assert odd.body.startswith(b"retry: 500\nid: 1\n")


def test_a_model_writes_deltas_and_counts_its_tokens() -> None:
    answer = answer_to("GET", "/model?words=3&delay=0")

    assert answer.body.count(b'"delta"') == 3
    assert b'"completion_tokens": 3' in answer.body
    assert answer.body.endswith(b"data: [DONE]\n\n")
