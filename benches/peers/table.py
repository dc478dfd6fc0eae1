"""The rows that were found, as a table for people, for documents or for programs."""

import csv
import io
from dataclasses import dataclass, field

HEAD = ("section", "question", "we ask", "ours", "peer", "peer's", "ratio", "equal", "rows")
# Those that are numbers, and stand to the right.
NUMBERS = (3, 5, 6, 8)


@dataclass
class Row:
    section: str
    question: str
    label: str
    ours: str
    peer: str
    theirs: str
    # How many times ours the peer takes; None if one of them has no answer.
    ratio: float | None
    # How many rows were compared; None if there was nothing to compare with.
    compared: int | None
    # What differs, in words.
    wrong: list[str] = field(default_factory=list)
    # What differs though another peer agrees with us.
    theirs_wrong: list[str] = field(default_factory=list)
    # The peer was stopped, so the ratio is at least this.
    least: bool = False

    def cells(self):
        ratio = "" if self.ratio is None else f"{'> ' if self.least else ''}{figure(self.ratio)}"
        equal = "no" if self.wrong else "no, theirs" if self.theirs_wrong else "not compared" if self.compared is None else "yes"
        compared = "" if self.compared is None else str(self.compared)
        return [self.section, self.question, self.label, self.ours, self.peer, self.theirs, ratio, equal, compared]


def figure(value):
    """Three figures."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def seconds(value):
    return f"{figure(value)} s" if value >= 1 else f"{figure(value * 1000)} ms"


def mebibytes(value):
    return f"{value / 2**20:.0f} MiB"


def text(rows):
    lines = [list(HEAD), *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    pad = lambda i, cell: cell.rjust(widths[i]) if i in NUMBERS else cell.ljust(widths[i])
    return "".join("  ".join(pad(i, cell) for i, cell in enumerate(line)).rstrip() + "\n" for line in lines)


def md(rows):
    rule = ["--:" if i in NUMBERS else "---" for i in range(len(HEAD))]
    lines = [list(HEAD), rule, *(row.cells() for row in rows)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def comma(rows):
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *(row.cells() for row in rows)])
    return out.getvalue()


FORMATS = {"text": text, "md": md, "csv": comma}
