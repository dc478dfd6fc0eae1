"""What it takes until the data can be asked: time and memory, of programs that run to their end."""

import json
import shutil
import statistics
import sys
from pathlib import Path

from data import PROGRAM, environment
from process import cost, run
from table import Row, mebibytes, seconds

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } }"
# How often, if it does not take too long.
TIMES = 3


def ours(data, folder):
    """From Turtle: it is read and checked, rules run, and one file is written that every command opens."""
    return [PROGRAM, "--corpus", data.corpus, "snapshot", "--output", folder / "ours.snapshot"]


# Other ways of ours to load go here, with their label, such as one that reads N-Quads into a store.
OURS = {"snapshot of Turtle, with rules": ours}


def oxigraph(data, folder, *more):
    """N-Quads with everything derived already, into a new store on disk."""
    store = folder / "store"
    if store.exists():
        shutil.rmtree(store)
    program = Path(sys.executable).parent / "oxigraph"
    return [program, "load", "--location", store, *more, "--file", data.quads]


PEERS = {
    "oxigraph load of N-Quads": oxigraph,
    "oxigraph load --lenient": lambda data, folder: oxigraph(data, folder, "--lenient"),
}


def measured(how, data, folder, budget):
    """Median of seconds, and the most memory; once only if once takes the whole budget."""
    costs = []
    while len(costs) < TIMES and sum(one.seconds for one in costs) < budget:
        costs.append(cost(how(data, folder), env=environment()))
    return statistics.median(one.seconds for one in costs), max(one.peak for one in costs)


def statements(folder):
    """How many are in the store of the peer."""
    program = Path(sys.executable).parent / "oxigraph"
    asked = ["query", "--location", folder / "store", "--query", COUNT, "--results-format", "json"]
    return int(json.loads(run([program, *asked]))["results"]["bindings"][0]["n"]["value"])


def rows(data, folder, engine, budget):
    """A row for the time of each pair and one for its memory; the statements have to be as many."""
    expected = int(json.loads(engine.sparql(COUNT))["results"]["bindings"][0]["n"]["value"])
    here = {label: measured(how, data, folder, budget) for label, how in OURS.items()}
    for peer, how in PEERS.items():
        time, peak = measured(how, data, folder, budget)
        found = statements(folder)
        wrong = [] if found == expected else [f"{found} statements, not {expected}"]
        for label, (our_time, our_peak) in here.items():
            yield Row("load", "time", label, seconds(our_time), peer, seconds(time), time / our_time, expected, wrong)
            yield Row("load", "memory", label, mebibytes(our_peak), peer, mebibytes(peak), peak / our_peak, expected, wrong)
