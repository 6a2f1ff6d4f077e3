"""Bytes of a file → the text in it, or one Problem that says why there is none."""

from workbench.errors import Problem, WorkbenchError

# No request a person writes comes near; what is larger belongs beside the collection.
MAX_BYTES = 4 * 1024 * 1024
# A key of 20,000 parts takes tomllib eight seconds; nobody writes one of thirty.
MAX_KEY_PARTS = 100
BOM = "\ufeff"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode_text(data: bytes, where: str, most: int = MAX_BYTES) -> str:
    """Return a file's text, byte for byte: `.encode()` gives the same bytes back.

    A byte order mark stays in front, so that a save can keep it; every decoder of
    this package passes over it. `most` is how many bytes there may be.
    """
    if len(data) > most:
        raise too_large(where, most)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if data.startswith(_UTF16):
            raise WorkbenchError(
                Problem("the file is UTF-16, not UTF-8", where, "save it as UTF-8 in your editor")
            ) from None
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise WorkbenchError(
            Problem(
                f"not UTF-8: byte 0x{byte:02x}",
                f"{where}:{line}",
                "save it as UTF-8 in your editor",
            )
        ) from None


def too_large(where: str, most: int = MAX_BYTES) -> WorkbenchError:
    """Return the error for a file beyond the limit, for who knows the size without reading."""
    limit = most // (1024 * 1024)
    hint = "a collection holds small files" if most == MAX_BYTES else "split it"
    return WorkbenchError(Problem(f"the file is larger than {limit} MiB", where, hint))
