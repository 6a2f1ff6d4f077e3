"""From the rounds of a row to its lines. Ratios are ours over theirs, medians over the rounds."""

from collections.abc import Mapping, Sequence
from statistics import median

from .measured import Measured
from .rows import OURS, Must, Row

Round = Mapping[str, Measured]  # without those that are absent
LINE = "{:<34} {:<12} {:>14} {:>8} {:>9} {:>7}   {}"
HEADER = LINE.format("work", "client", "rate", "× rate", "CPU µs", "× CPU", "must")


def value(measured: Measured, figure: str) -> float:
    """Return a figure by its name."""
    if figure == "rate":
        return measured.rate
    return measured.cpu if figure == "cpu" else measured.facts[figure]


def ratio(rounds: Sequence[Round], figure: str, beside: str) -> float:
    """Return the median of the rounds' ratios of ours to a contender's."""
    return median(value(r[OURS], figure) / value(r[beside], figure) for r in rounds)


def middle(rounds: Sequence[Round], figure: str, name: str) -> float:
    """Return the median of a figure."""
    return median(value(each[name], figure) for each in rounds)


def judge(row: Row, rounds: Sequence[Round], name: str) -> str:
    """Say what is required of ours beside a contender (or alone), and whether it is so."""
    said = []
    for must in row.musts:
        if (must.beside or OURS) == name:
            got = measured_for(must, rounds)
            said.append(f"{must} {'met' if must.holds(got) else 'MISSED'}")
    return ", ".join(said)


def measured_for(must: Must, rounds: Sequence[Round]) -> float:
    """Return what a bound is about."""
    if must.beside:
        return ratio(rounds, must.figure, must.beside)
    return middle(rounds, must.figure, OURS)


def lines(row: Row, rounds: Sequence[Round]) -> list[str]:
    """Return a row of the table, a line for each contender, and one for its further figures."""
    made = []
    for name in row.contenders:
        work = row.work if name == OURS else ""
        if name not in rounds[0]:
            said = "; not compared" if any(must.beside == name for must in row.musts) else ""
            made.append(LINE.format(work, name, "absent" + said, "", "", "", "").rstrip())
            continue
        known = [fact for fact in row.facts if fact in rounds[0][name].facts]
        facts = "; ".join(f"{fact} {middle(rounds, fact, name):.3g}" for fact in known)
        required = judge(row, rounds, name)
        made.append(
            LINE.format(
                work,
                name,
                f"{middle(rounds, 'rate', name):,.0f}{row.unit}",
                "" if name == OURS else f"{ratio(rounds, 'rate', name):.2f}×",
                f"{middle(rounds, 'cpu', name) * 1e6:,.0f}",
                "" if name == OURS else f"{ratio(rounds, 'cpu', name):.2f}×",
                "; ".join(filter(None, [facts, required and f"must: {required}"])),
            ).rstrip()
        )
    return made
