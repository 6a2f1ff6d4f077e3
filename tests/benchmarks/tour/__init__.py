"""How long the interface ever keeps a key waiting, in a tour of what it can do.

    python -m tests.benchmarks.tour [--requests 1000] [--megabytes 20]

Every callback of the event loop is timed while a script goes through the whole interface on
a large collection, with the demo server behind it. The longest ones are printed, each with the
step of the tour it happened in and the code that was running.
"""
