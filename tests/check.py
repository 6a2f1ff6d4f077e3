"""Run every check of the project: lint, format, types, and all tests.

This is what the README's test command runs. Arguments go to pytest:

    python tests/check.py -k client

One test opens a report in Chromium. Where there is none and this runs as root on a system
with apt, as in a container, it is installed first.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORES = os.cpu_count() or 1
WORKERS = min(2 * CORES, CORES + 4)  # most tests wait for something half of their time
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    # The same examples each time: what passed passes again. pytest by itself makes up new ones.
    "tests": ["pytest", f"--numprocesses={WORKERS}", "--hypothesis-seed=1"],
}


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALL = "apt-get update -qq; apt-get install -qq -y --no-install-recommends chromium"


def provide_browser() -> None:
    """Install Chromium if it is missing and may be installed without asking anybody."""
    if "CHROMIUM" in os.environ or any(map(shutil.which, BROWSERS)):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"== browser: {INSTALL}", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(["sh", "-c", INSTALL], stdout=subprocess.DEVNULL, env=quiet)


def main(arguments: list[str]) -> int:
    """Run the checks in order and return the first failure's exit code, or 0."""
    provide_browser()
    for name, command in CHECKS.items():
        print(f"== {name}: {' '.join(command)}", flush=True)
        started = time.monotonic()
        extra = arguments if name == "tests" else []
        code = subprocess.call([sys.executable, "-m", *command, *extra], cwd=ROOT)
        outcome = f"failed ({code})" if code else "ok"
        print(f"== {name}: {outcome}, {time.monotonic() - started:.1f} s", flush=True)
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
