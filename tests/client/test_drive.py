"""Drivers: what a step replies or raises goes back into the flow."""

import inspect
from typing import Any

import pytest

from workbench.client import Request, Response
from workbench.client import drive as module
from workbench.client.drive import adrive, drive
from workbench.client.flow import Discard, Flow, Send, Step

REQUEST = Request("GET", "http://h/")


class Interrupt(BaseException):
    """Stands for cancellation."""


def patient(log: list[Any]) -> Flow:
    try:
        try:
            response: Response = yield Send(REQUEST)
        except ValueError as error:
            log.append(error)
            response = yield Send(REQUEST, fresh=True)
        yield Discard(response)
        return response
    finally:
        log.append("closed")


def failing_first(error: BaseException) -> Any:
    def perform(step: Step) -> Any:
        if isinstance(step, Send) and not step.fresh:
            raise error
        return Response(200) if isinstance(step, Send) else None

    return perform


def test_an_error_may_be_answered_by_another_step() -> None:
    log: list[Any] = []
    error = ValueError()

    assert drive(patient(log), failing_first(error)).status_code == 200
    assert log == [error, "closed"]


def test_cancellation_passes_through_and_closes_the_flow() -> None:
    log: list[Any] = []

    with pytest.raises(Interrupt):
        drive(patient(log), failing_first(Interrupt()))
    assert log == ["closed"]


@pytest.mark.anyio
async def test_the_async_driver_does_the_same() -> None:
    log: list[Any] = []
    perform = failing_first(ValueError())

    async def aperform(step: Step) -> Any:
        return perform(step)

    assert (await adrive(patient(log), aperform)).status_code == 200


def test_the_drivers_differ_in_async_and_await_alone() -> None:
    body = inspect.getsource(module.adrive).partition('"""Return')[2].partition("\n")[2]
    other = inspect.getsource(module.drive).partition('"""Return')[2].partition("\n")[2]

    assert body.replace("await ", "") == other
