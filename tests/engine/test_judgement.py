from workbench.engine.judgement import asks_for_raw, is_judged
from workbench.model import Baseline, Check, Checks, RequestSpec, Row


def test_a_request_is_judged_if_anything_that_counts_is_asked() -> None:
    assert not is_judged(RequestSpec())
    assert not is_judged(
        RequestSpec(
            checks=Checks((Check("x", enabled=False),)), captures=(Row("a", "b", enabled=False),)
        )
    )
    assert is_judged(RequestSpec(checks=Checks((Check("status == 200"),))))
    assert is_judged(RequestSpec(captures=(Row("id", "body"),)))
    assert is_judged(RequestSpec(baseline=Baseline()))


def test_the_raw_body_is_asked_for_by_its_query() -> None:
    assert asks_for_raw(RequestSpec(checks=Checks((Check("rawbytes count > 10"),))))
    assert asks_for_raw(RequestSpec(captures=(Row("x", "rawbytes base64Encode"),)))
    assert not asks_for_raw(RequestSpec(checks=Checks((Check("bytes count > 10"),))))
