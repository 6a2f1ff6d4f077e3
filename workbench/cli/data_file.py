"""`--data FILE`: the rows of data that a run takes one after the other."""

from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.data_rows import DataRows, decode_csv, decode_json
from workbench.formats.text import decode_text
from workbench.store.files import read_file

MOST_BYTES = 64 * 1024 * 1024  # all rows are in memory: 1 GiB for short ones
DECODERS = {".csv": decode_csv, ".json": decode_json}


def load_rows(path: Path) -> DataRows:
    """Return the rows of a file, by the end of its name CSV or JSON. Raises WorkbenchError."""
    where = str(path)
    decode = DECODERS.get(path.suffix.lower())
    if decode is None:
        hint = "data is in a .csv or a .json file"
        raise WorkbenchError(Problem(f'"{where}" is no file of data', hint=hint))
    octets = read_file(path.resolve(), where, MOST_BYTES)
    return decode(decode_text(octets, where, MOST_BYTES), where)
