"""The export and the printed queries, in an engine that shares no line with this program: rdflib.

Every format has to hold the same statements, and named queries, printed with --sparql and asked there, have to give the
rows that the program gives. Exit code 0 when both hold; else 1, with what differs.

The program is target/debug/cyberlex, or what CYBERLEX names. Names of queries may be given; else those listed below.
"""

import sys
import time
from collections import Counter

from answers import differences, literal, rows, run
from rdflib import BNode, Dataset, Graph, Literal

# Of each area, and among them sub-SELECT, aggregates, OPTIONAL, MINUS, UNION and paths. Those that derive a whole matrix
# take this engine hours; jena.py asks them all in another.
QUERIES = [
    "adoption",
    "changes-between",
    "circumstance-required",
    "conditions-beyond",
    "fines",
    "instruments-read",
    "jurisdictions-read",
    "no-mental-element",
    "not-in-force",
    "ontology-properties",
    "over-broad",
    "penalties-ranked",
    "readings",
    "reservations",
    "who-is-bound",
]


def triples(text, form):
    graph = Graph()
    graph.parse(data=text, format=form)
    return graph


def plain(statement):
    """A statement to compare: the blank nodes of lists have another name each time they are read."""
    return tuple("_" if isinstance(term, BNode) else term for term in statement)


def quads(text, form):
    """Statements with the graph that each stands in."""
    dataset = Dataset()
    dataset.parse(data=text, format=form)
    return Counter(plain((s, p, o, str(g))) for s, p, o, g in dataset.quads())


def apart(one, other):
    """How many statements only one of two has."""
    return (one - other).total() + (other - one).total()


def formats():
    """The union as a graph, and what differs between the formats."""
    wrong = []
    union = triples(run("export", "--format", "ttl"), "turtle")
    expected = Counter(map(plain, union))
    print(f"ttl: {expected.total()} statements", flush=True)
    for name, form in [("nt", "nt"), ("rdfxml", "xml")]:
        found = Counter(map(plain, triples(run("export", "--format", name), form)))
        print(f"{name}: {found.total()} statements", flush=True)
        wrong += differences(name, expected, found)
    for line in wrong:
        print(f"error: {line}")
    print("export and queries agree" if not wrong else f"{len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
