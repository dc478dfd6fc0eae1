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

# Of each area, and among them sub-SELECT, aggregates, OPTIONAL, MINUS, UNION and paths. Those that derive a whole
# matrix take this engine hours; jena.py asks them all in another.
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
        if found != expected:
            wrong.append(f"{name}: {apart(found, expected)} statements differ from ttl")
    named = quads(run("export", "--format", "nq"), "nquads")
    print(f"nq: {named.total()} statements in {len({g for *_, g in named})} graphs", flush=True)
    if {quad[:3] for quad in named} != set(expected):
        wrong.append("nq: its union differs from ttl")
    for name, form in [("trig", "trig"), ("jsonld", "json-ld")]:
        found = quads(run("export", "--format", name), form)
        print(f"{name}: {found.total()} statements", flush=True)
        if found != named:
            wrong.append(f"{name}: {apart(found, named)} statements differ from nq")
    return union, wrong


def value(term):
    """A term of this engine, to compare."""
    if term is None:
        return None
    if isinstance(term, Literal):
        return literal(str(term), str(term.datatype or ""), term.language)
    return ("iri", str(term))


def theirs(graph, name, variables):
    result = graph.query(run("query", name, "--sparql"))
    names = [str(v) for v in result.vars]
    answer = (dict(zip(names, row)) for row in result)
    return Counter(tuple(value(row.get(v)) for v in variables) for row in answer)


def main():
    graph, wrong = formats()
    for name in sys.argv[1:] or QUERIES:
        begun = time.process_time()
        variables, expected = rows(run("query", name, "--format", "json"))
        found = theirs(graph, name, variables)
        print(f"{name}: {sum(found.values())} rows, {time.process_time() - begun:.1f} s", flush=True)
        if sum(expected.values()) == 0:
            wrong.append(f"{name}: no rows, nothing compared")
        wrong += differences(name, expected, found)
    for line in wrong:
        print(f"error: {line}")
    print("export and queries agree" if not wrong else f"{len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
