"""`workbench demo`: a server and a collection to try things on."""

import click

from .terminal import need_terminal


@click.command()
@click.option("--serve", is_flag=True, help="Only serve; print the URL and open nothing.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Serve on this port; without it, or with 0, a free one is taken.",
)
@click.option("--fresh", is_flag=True, help="Start over; your changed copy becomes a backup.")
def demo(serve: bool, port: int, fresh: bool) -> int:
    """Take a tour: start a demo server and open a collection made for it.

    The collection is copied once to a place of its own and is yours to change. The server
    answers on this computer only and ends with the interface.
    """
    if serve:
        return _serve(port)
    need_terminal()
    from workbench.tui.launch import launch_demo

    return launch_demo(port=port, fresh=fresh)


def _serve(port: int) -> int:
    from workbench.demo.serve import listen, serve, url_of

    from .output import say

    listener = listen(port)
    say(url_of(listener))
    serve(listener)
    return 0
