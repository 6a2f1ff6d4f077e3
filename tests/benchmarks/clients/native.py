"""Native tools, as a mark of what the machine can do: whichever of curl and wrk there is."""

import re
import resource
import shutil
import subprocess
from time import perf_counter

from .measured import Measured, Task

MOST_PARALLEL = 300  # of curl


def wrk(task: Task) -> Measured:
    """Load a server with wrk."""
    connections = str(task.in_flight)
    given = ["wrk", "-t1", "-c", connections, "-d", f"{max(1, round(task.seconds))}s", task.url]
    started, cpu = perf_counter(), children_cpu()
    done = subprocess.run(given, capture_output=True, text=True, check=True)
    elapsed, spent = perf_counter() - started, children_cpu() - cpu
    found = re.search(r"Requests/sec:\s*([0-9.]+)", done.stdout)
    if found is None:
        raise ValueError(f"wrk said {done.stdout!r}")
    rate = float(found[1])
    return Measured(rate, spent / (rate * elapsed))


def curl(task: Task) -> Measured:
    """Load a server with curl: the same URL many times, on as many connections as allowed."""
    requests = 200
    while True:  # until it takes long enough for the tool's start not to count
        given = ["curl", "--silent", "--fail", "--output", "/dev/null"]
        if task.authority:
            given += ["--cacert", task.authority]
        if task.in_flight > 1:
            most = min(task.in_flight, MOST_PARALLEL)
            given += ["--parallel", "--parallel-immediate", "--parallel-max", str(most)]
        started, cpu = perf_counter(), children_cpu()
        subprocess.run([*given, f"{task.url}?[1-{requests}]"], check=True)
        elapsed, spent = perf_counter() - started, children_cpu() - cpu
        if elapsed >= task.seconds / 2:
            return Measured(requests / elapsed, spent / requests)
        requests = int(requests * 1.2 * task.seconds / elapsed)


def curl_bulk(task: Task) -> Measured:
    """Download one long body with curl, or upload one in chunks."""
    given = ["curl", "--silent", "--fail", "--output", "/dev/null"]
    source, pipe = None, None
    if task.load == "upload":
        given += ["--header", "Transfer-Encoding: chunked", "--request", "POST"]
        given += ["--upload-file", "-"]
        head = ["head", "--bytes", str(task.size), "/dev/zero"]
        source = subprocess.Popen(head, stdout=subprocess.PIPE)
        pipe = source.stdout
    started, cpu = perf_counter(), children_cpu()
    subprocess.run([*given, task.url], check=True, stdin=pipe)
    elapsed, spent = perf_counter() - started, children_cpu() - cpu
    if source is not None:
        source.wait()
    return Measured(task.size / elapsed / 1e6, spent)


def children_cpu() -> float:
    """Return how many seconds of CPU the ended children of this process took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure_native(task: Task) -> Measured:
    """Run a tool; raises ModuleNotFoundError if it is not installed."""
    if shutil.which(task.client) is None:
        raise ModuleNotFoundError(task.client)
    if task.load in {"download", "upload"}:
        return curl_bulk(task)
    return wrk(task) if task.client == "wrk" else curl(task)


NATIVE = frozenset({"curl", "wrk"})
