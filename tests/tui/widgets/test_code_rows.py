import random

from workbench.tui.widgets.code_rows import CodeRows


def test_rows_are_of_lines_whatever_is_put_in_their_place() -> None:
    chance = random.Random(7)
    rows, cuts = CodeRows(), list[list[int]]()
    for _ in range(300):
        top = chance.randint(0, len(cuts))
        behind = chance.randint(top, min(len(cuts), top + 4))
        put = [[*range(1, chance.choice((1, 1, 1, 2, 4)))] for _ in range(chance.randrange(5))]
        rows.put(top, behind, len(put), {n: each for n, each in enumerate(put, top) if each})
        cuts[top:behind] = put

        lines = [(line, n) for line, each in enumerate(cuts) for n in range(len(each) + 1)]
        assert rows.lines == len(cuts)
        assert rows.height == len(lines)
        assert [rows.at(y) for y in range(len(lines))] == lines
        assert [rows.cuts(line) for line in range(len(cuts))] == cuts
        firsts = [lines.index((line, 0)) for line in range(len(cuts))]
        assert [rows.first(line) for line in range(len(cuts))] == firsts
