"""How fast the client is beside others: one table of ratios from interleaved rounds. Not a test.

    pip install -e '.[benchmarks]'
    python -m tests.benchmarks.clients                          # all of it, about half an hour
    python -m tests.benchmarks.clients --rows 10 100 --rounds 3 --seconds 0.5
    python -m tests.benchmarks.clients --clients aiohttp --python niquests=other/bin/python

Every client runs in a process of its own, one after the other, round by round, so that what
else the machine does hits all alike. Read the ratios: they are the medians of what each round
measured, ours over theirs. Absolute figures change with the weather, and so does wall time on
a busy machine; CPU ratios are steadier. Linux only: memory is read from /proc.

`rows.py` has the rows and what they must reach, `peers_async.py`, `peers_sync.py` and
`native.py` the clients, `loads.py` and `single.py` what they are made to do, `server.py` who
answers.
"""
