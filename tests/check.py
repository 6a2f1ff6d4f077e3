"""Run every check of the project: lint, format, types, and all tests.

This is what the README's test command runs. Arguments go to pytest:

    python tests/check.py -k client
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "tests": ["pytest"],
}


def main(arguments: list[str]) -> int:
    """Run the checks in order and return the first failure's exit code, or 0."""
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
