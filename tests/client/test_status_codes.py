import pytest

from workbench.client import codes


def test_codes_are_numbers_with_names_in_both_cases() -> None:
    assert int(codes.NOT_FOUND) == 404
    assert codes["NOT_FOUND"] is codes(404)
    assert vars(codes)["not_found"] is codes.NOT_FOUND
    assert str(codes.IM_A_TEAPOT) == f"{codes.IM_A_TEAPOT}" == "418"


def test_a_code_has_its_phrase() -> None:
    assert codes.NOT_FOUND.phrase == codes.get_reason_phrase(404) == "Not Found"
    assert codes.get_reason_phrase(299) == ""


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        (100, ["informational"]),
        (204, ["success"]),
        (304, ["redirect"]),
        (404, ["client_error", "error"]),
        (599, ["server_error", "error"]),
        (600, []),
    ],
)
def test_kinds_of_codes(code: int, kinds: list[str]) -> None:
    names = ["informational", "success", "redirect", "client_error", "server_error", "error"]

    assert [name for name in names if getattr(codes, f"is_{name}")(code)] == kinds
