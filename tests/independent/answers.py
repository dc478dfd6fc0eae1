"""What the program prints, and answers in a form that those of any engine can be compared in."""

import json
import os
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CYBERLEX", str(ROOT / "target/debug/cyberlex"))
DAY = "2026-11-22"
NUMBERS = ("integer", "decimal", "double", "nonNegativeInteger")


def run(*arguments):
    """What the program prints, on a fixed day."""
    day = {**os.environ, "CYBERLEX_AS_OF": DAY}
    done = subprocess.run([PROGRAM, *arguments], cwd=ROOT, env=day, capture_output=True, check=True)
    return done.stdout.decode()


def literal(text, datatype, language):
    """A literal to compare: numbers by value, whatever type an engine gives to a sum."""
    kind = (datatype or "").rpartition("#")[2]
    if kind in NUMBERS:
        return ("number", Decimal(text).normalize())
    if kind == "boolean":
        return ("boolean", text in ("true", "1"))
    return ("literal", text, kind if kind not in ("string", "langString") else "", (language or "").lower())


def cell(term):
    """A term of SPARQL results in JSON."""
    if term is None:
        return None
    if term["type"] == "uri":
        return ("iri", term["value"])
    if term["type"] == "bnode":
        return ("blank",)
    return literal(term["value"], term.get("datatype"), term.get("xml:lang"))


def rows(text):
    """Names of the columns, and rows, of SPARQL results in JSON."""
    answer = json.loads(text)
    variables = sorted(answer["head"]["vars"])
    found = Counter(tuple(cell(row.get(v)) for v in variables) for row in answer["results"]["bindings"])
    return variables, found


def differences(name, expected, found):
    """Some of the rows that only one of two answers has, in words."""
    only = [(expected - found, "only here"), (found - expected, "only there")]
    return [f"{name}: {where}: {row}" for some, where in only for row in list(some)[:3]]
