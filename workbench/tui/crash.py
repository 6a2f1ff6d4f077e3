"""The report of an error of our own."""

from workbench.errors import WorkbenchError
from workbench.store.files import private_folder, write_file
from workbench.store.paths import state_dir


def keep_report(text: str) -> str:
    """Keep the report of a crash where only this user can read it; returns where that is."""
    report = state_dir() / "crash.txt"
    try:
        private_folder(report.parent)
        report.unlink(missing_ok=True)  # others may be able to read an older one
        data = text.encode(errors="backslashreplace")
        write_file(report, data, str(report), replaces=None, mode=0o600)
    except (OSError, WorkbenchError) as error:
        return f"no report could be written: {error}"
    return f"the report is in {report}"
