"""`python -m workbench.demo`: serve the demo and print its URL as the only line."""

import argparse
import sys

from workbench.errors import WorkbenchError

from .serve import listen, serve, url_of


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m workbench.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (the default) picks a free one")
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="stop when whoever started this is gone"
    )
    arguments = parser.parse_args()
    try:
        listener = listen(arguments.port)
    except WorkbenchError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    sys.stdout.write(f"{url_of(listener)}\n")
    sys.stdout.flush()
    serve(listener, until_stdin_closes=arguments.until_stdin_closes)


if __name__ == "__main__":
    main()
