"""How long this program and others take for the same answers, as ratios of one run on one machine.

Every answer is compared first. Exit code 1 when one differs, and never for being slow; 2 when something could not be run.
"""

import argparse
import contextlib
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import load
from answers import rows as read
from client import Refused, TooSlow
from data import SIZES, Data
from engines import PEERS, cyberlex
from process import Failed
from questions import SECTIONS, Asker
from table import FORMATS, Row, seconds
from timing import measure

# Seconds that a question may take, and that a side may be asked again for its median.
LIMIT = {"small": 4, "s": 60, "m": 300}
BUDGET = {"small": 0.3, "s": 3, "m": 10}
# rdflib is not worth so many.
RDFLIB = 2

begun = time.monotonic()


def say(what):
    print(f"{time.monotonic() - begun:6.1f} s  {what}", file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", choices=SIZES, help="how much law: 20, 200 or 2,000 jurisdictions")
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--peers", default=None, help="some of " + ",".join(PEERS) + "; rdflib by default only for small")
    parser.add_argument("--sections", default=",".join([*SECTIONS, "load"]), help="some of these: %(default)s")
    parser.add_argument("--limit", type=int, help="seconds that a question may take a peer")
    parser.add_argument("--data", type=Path, help="a folder that keeps the data for the next time")
    asked = parser.parse_args()
    usual = [name for name in PEERS if name != "rdflib" or asked.size == "small"]
    asked.peers = chosen(parser, asked.peers, PEERS) if asked.peers is not None else usual
    asked.sections = chosen(parser, asked.sections, [*SECTIONS, "load"])
    # rdflib takes hours for some.
    asked.rdflib = asked.limit or RDFLIB
    asked.limit = asked.limit or LIMIT[asked.size]
    if asked.data:
        asked.data = asked.data.resolve()
        asked.data.mkdir(parents=True, exist_ok=True)
    return asked


def chosen(parser, given, known):
    names = [name for name in given.split(",") if name]
    for name in names:
        if name not in known:
            parser.error(f"{name} is none of {', '.join(known)}")
    return names


def started(asked, data, folder, running):
    """Ourselves and every peer, running until the stack is left."""

    def start(name):
        limit = asked.rdflib if name == "rdflib" else asked.limit
        engine = running.enter_context({"cyberlex": cyberlex, **PEERS}[name](data, folder, limit))
        say(f"{name} runs")
        return engine

    names = ["cyberlex", *asked.peers]
    with ThreadPoolExecutor() as pool:
        ours, *peers = pool.map(start, names)
    expected = counted(ours)
    for peer in peers:
        try:
            found = counted(peer)
        except TooSlow:
            say(f"{peer.name} could not count its statements in time")
            continue
        if found != expected:
            raise Failed(f"{peer.name} holds {found} statements instead of {expected}")
    return ours, peers


def counted(engine):
    """How many statements it holds."""
    _, found = read(engine.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))
    return int(next(iter(found))[0][1])


def answered(question, engines, budget):
    """A row for each way to ask us beside each peer."""
    peers = [one for one in engines if not question.peers or one.name in question.peers]
    asks = [side.ask for side in question.ours]
    asks += [lambda engine=engine: engine.sparql(question.sparql) for engine in peers]
    found = measure(asks, budget)
    ours, theirs = found[: len(question.ours)], found[len(question.ours) :]
    for engine, one in zip(peers, theirs):
        if one.refused:
            say(f"{engine.name} does not answer {question.name}: {one.refused.splitlines()[0]}")
    read_theirs = [None if one.body is None else read(one.body) for one in theirs]
    for side, mine in zip(question.ours, ours):
        answer = None if mine.body is None else side.read(mine.body)
        rows = [row(question, side, mine, answer, *peer) for peer in zip(peers, theirs, read_theirs)]
        yield from judged(rows)


def judged(rows):
    """Virtuoso 7.2.5 loses rows, more of them the more data there are. Where it differs while another peer gives the very rows
    that we give, it is the one that is wrong: the table says so, and the run goes on."""
    agreed = any(one.compared and not one.wrong for one in rows)
    for one in rows:
        if agreed and one.peer == "virtuoso":
            one.theirs_wrong, one.wrong = one.wrong, []
    return rows


def row(question, side, mine, answer, engine, one, other):
    compared, wrong = None, []
    if answer is None:
        wrong = [f"we gave no answer: {mine.refused or 'over the limit'}"]
    elif other is not None:
        compared, wrong = side.compare(answer, other)
        if not compared:
            wrong = wrong or ["no rows, nothing compared"]
    taken = engine.client.limit if one.slow else one.seconds
    ratio = taken / mine.seconds if mine.seconds and taken else None
    shown = f"> {engine.client.limit} s" if one.slow else seconds(taken) if taken else "no answer"
    ours = seconds(mine.seconds) if mine.seconds else "no answer"
    name = [question.section, question.name, side.label, ours, engine.name, shown]
    return Row(*name, ratio, compared, wrong, least=one.slow)


def everything(asked, folder):
    data = Data(asked.data or folder, asked.size)
    say(f"data of {SIZES[asked.size]} jurisdictions are there")
    rows = []
    with contextlib.ExitStack() as running:
        ours, peers = started(asked, data, folder, running)
        for section in asked.sections:
            if section == "load":
                continue
            for question in SECTIONS[section](data, Asker(ours)):
                add(rows, answered(question, peers, BUDGET[asked.size]))
        if "load" in asked.sections:
            add(rows, load.rows(data, folder, ours, BUDGET[asked.size] * 10))
    return rows


def add(rows, more):
    """Adds rows and says them, so that something is left of a run that is broken off."""
    for one in more:
        say("; ".join(one.cells()))
        for what in one.wrong[:2] + one.theirs_wrong[:2]:
            say(f"  {what}")
        rows.append(one)


def main():
    asked = arguments()
    # Servers are stopped on the way out, however it is taken.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        try:
            rows = everything(asked, Path(folder))
        except (Failed, Refused) as error:
            print(f"error: {error}", file=sys.stderr)
            return 2
    sys.stdout.write(FORMATS[asked.format](rows))
    wrong = [one for one in rows if one.wrong]
    for one in wrong:
        print(f"error: {one.question}, {one.label} and {one.peer}: {one.wrong[0]}", file=sys.stderr)
    say(f"{len(wrong)} answers differ" if wrong else "every answer that was compared is the same")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
