"""What the JSON interface answers, as rows of the questions that say the same in SPARQL; and how answers are compared.

All terms are brought to one form by `cell` and `literal` of tests/independent/answers.py, whatever engine they come from: numbers by
value, since engines give sums other types and write decimals differently; languages in lower case; blank nodes by no name.
"""

import csv
import io
import json
from collections import Counter, defaultdict
from decimal import Decimal

from answers import differences

# Of the states of a requirement, the one of the four figures that counts it.
FIGURE = {"met": "met", "conditional": "related", "near": "related", "missing": "missing", "unknown": "unknown"}
STATUSES = ("full", "partial", "none", "unknown")


def iri(value):
    return ("iri", value)


def text(value):
    return ("literal", value, "", "")


def number(value):
    return ("number", Decimal(value).normalize())


def table(columns, rows):
    """Names of columns and rows, as answers.rows has them: columns by name."""
    order = sorted(range(len(columns)), key=lambda i: columns[i])
    return [columns[i] for i in order], Counter(tuple(row[i] for i in order) for row in rows)


def pages(bodies):
    """The rows of all pages of a coverage answer."""
    return [row for body in bodies for row in json.loads(body)["answer"]["rows"]]


def matrix(bodies):
    """Four figures and the status of each article. Where an article has mandatory requirements, only those count."""
    found = []
    for row in pages(bodies):
        required = row["requirements"]
        counted = [one for one in required if one["mandatory"]] or required
        figures = Counter(FIGURE.get(one["state"]) for one in counted)
        numbers = [number(figures[name]) for name in ("met", "related", "missing", "unknown")]
        found.append([text(row["code"]), iri(row["article"]["iri"]), text(row["status"]), *numbers])
    return table(["code", "article", "status", "met", "related", "missing", "unknown"], found)


def summary(bodies):
    """Statuses of each jurisdiction, from the table of the matrix."""
    counts = defaultdict(Counter)
    for row in csv.DictReader(io.StringIO(bodies[0].decode())):
        counts[row["jurisdiction"]][row["status"]] += 1
    found = [[text(code), *(number(of[status]) for status in STATUSES)] for code, of in counts.items()]
    return table(["code", "full", "partial", "none", "unknown_articles"], found)


def region(bodies, encoded):
    """Statuses of each article among the members whose law was read."""
    counts = defaultdict(Counter)
    for row in pages(bodies):
        if row["code"] in encoded:
            counts[row["article"]["iri"]][row["status"]] += 1
    found = [[iri(article), number(of.total()), *(number(of[status]) for status in STATUSES)] for article, of in counts.items()]
    return table(["article", "members", "full", "partial", "none", "unknown_members"], found)


def states(bodies):
    """The state of each requirement of each article."""
    found = [
        [iri(row["article"]["iri"]), iri(one["iri"]), text(one["state"])]
        for row in pages(bodies)
        for one in row["requirements"]
    ]
    return table(["article", "requirement", "state"], found)


def gaps(bodies):
    """The state of each requirement that is not met."""
    found = [
        [iri(gap["article"]["iri"]), iri(gap["requirement"]["iri"]), text(gap["requirement"]["state"])]
        for gap in json.loads(bodies[0])["answer"]["gaps"]
    ]
    return table(["article", "requirement", "state"], found)


def pairs(bodies):
    found = [
        [text(pair["first"]), text(pair["second"]), number(pair["requirements"])]
        for pair in json.loads(bodies[0])["answer"]["pairs"]
    ]
    return table(["first", "second", "requirements"], found)


def same(ours, theirs):
    """How many rows were compared, and what differs, in words. Of the columns of a peer, those that we have count."""
    columns, rows = ours
    names, found = theirs
    if columns != names:
        missing = set(columns) - set(names)
        if missing:
            return 0, [f"the peer has no column {', '.join(sorted(missing))}"]
        places = [names.index(name) for name in columns]
        found = Counter({tuple(row[i] for i in places): 1 for row in found})
    return rows.total(), differences("rows", rows, found)


def all_found(aside):
    """A search finds more than a word as it is written: other forms of it, and what stands near. What it has to find is
    all that holds the word, but things that it leaves aside."""

    def compare(ours, theirs):
        _, rows = ours
        _, found = theirs
        needed = {row[0] for row in found} - aside
        missed = sorted(needed - {row[0] for row in rows})
        return len(needed), [f"not found by the search: {one[1]}" for one in missed[:3]]

    return compare
