"""Reports to write: one with everything in it, and one in which all is well."""

from dataclasses import replace

from workbench.errors import Problem
from workbench.model import (
    Captured,
    Exchange,
    Failure,
    Hop,
    Outcome,
    RunReport,
    Timings,
    Verdict,
)

HOSTILE = "</pre><script>alert(1)</script>\x1b[31m\u202e ]]> & \x00"


class Whole:
    """A body in memory."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    @property
    def size(self) -> int:
        return len(self.content)

    def read(self, start: int, length: int) -> bytes:
        return self.content[start : start + length]


def exchange(status: int = 200, body: bytes = b'{"id": 1}', failure: str = "") -> Exchange:
    hop = Hop(
        "GET",
        "http://shop/users",
        (("Accept", "*/*"),),
        status,
        "OK",
        "HTTP/1.1",
        (("Content-Type", "application/json"), ("X-Hostile", HOSTILE)),
        Timings(connect=0.001, wait=0.02, receive=0.003),
    )
    return Exchange(
        1,
        "users/list",
        "List users",
        "GET",
        "http://shop/users",
        0.0,
        phase="done",
        hops=() if failure else (hop,),
        body=None if failure else Whole(body),
        size=0 if failure else len(body),
        elapsed=0.0251,
        failure=Failure("connect", Problem(failure, hint="is it up?")) if failure else None,
    )


WELL = RunReport("Shop", (Outcome("users/list", "List users", exchange()),), seconds=1.0)

EVERYTHING = RunReport(
    "Shop & <b>Co</b>",
    (
        Outcome(
            "users/list",
            "List users",
            replace(
                exchange(),
                verdicts=(Verdict("status == 200", True),),
                captured=(
                    Captured("first", 'jsonpath "$.id"', 1),
                    Captured("key", "body", "k", secret=True),
                ),
            ),
        ),
        Outcome(
            "users/get",
            "Get # 1 \\ " + HOSTILE,
            replace(
                exchange(404, HOSTILE.encode() + b"x" * 20_000),
                verdicts=(
                    Verdict("status == 200", False, "200", "404", "status"),
                    Verdict("body contains 'a'", False, details=("- a", f"+ {HOSTILE}")),
                    Verdict("version == 1", True),
                ),
                captured=(Captured("id", 'jsonpath "$.x"', problem="nothing there"),),
                attempts=3,
            ),
            iteration=2,
            row={"user": "ada"},
        ),
        Outcome("users/no", "No server", exchange(failure="refused the connection")),
        Outcome("users/odd", "Odd", problems=(Problem('unresolved "{{a}}"', "url:3", "no"),)),
        Outcome("users/late", "Late"),
    ),
    environment="staging",
    started=1_750_000_000.0,
    seconds=2.5,
    cancelled=True,
)
