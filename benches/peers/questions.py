"""What is asked: of us in one or two ways, and of the peers in SPARQL."""

import json
import tomllib
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import figures
from answers import DAY, rows

EXISTS = Path(__file__).resolve().parent / "exists"
AGAINST = "budapest"
GROUP = "african-union"
TOPIC, MONTHS = "illegal-access", "12"
PLACE = "XMU-00003"
PLACES = ("XMU-00001", "XMU-00007", "XMU-00014")
WORDS = ("extortion", "forgery", "interception", "terrorism")
# The most rows of one answer of the JSON interface.
PAGE = 1000


@dataclass
class Side:
    """One way to ask us."""

    label: str
    ask: Callable
    # From what came back to columns and rows.
    read: Callable
    # What of it has to agree with a peer.
    compare: Callable = figures.same


@dataclass
class Question:
    section: str
    name: str
    sparql: str
    ours: list[Side] = field(default_factory=list)
    # Names of engines; empty for all that were started.
    peers: tuple = ()


class Asker:
    """Makes the sides of one server of ours."""

    def __init__(self, engine):
        self.engine = engine

    def sparql(self, query):
        return Side("/sparql", lambda: self.engine.sparql(query), lambda body: rows(body))

    def get(self, label, paths, read):
        return Side(label, lambda: [self.engine.client.get(path) for path in paths], read)

    def coverage(self, label, read, **parameters):
        """All pages of a coverage answer; how many there are is found out before."""
        address = lambda limit, offset: "/api/v1/coverage?" + urllib.parse.urlencode(
            {"against": AGAINST, **parameters, "limit": limit, "offset": offset}
        )
        total = json.loads(self.engine.client.get(address(1, 0)))["answer"]["paging"]["total"]
        return self.get(label, [address(PAGE, offset) for offset in range(0, total, PAGE)], read)

    def region(self):
        """The interface also has members whose law nobody read; the question is about the others."""
        listed = json.loads(self.engine.client.get(f"/api/v1/jurisdictions?encoded=true&limit={PAGE}"))["answer"]["items"]
        encoded = {one["code"] for one in listed}
        return self.coverage("/api/v1/coverage", lambda bodies: figures.region(bodies, encoded), group=GROUP)

    def gaps(self, place):
        return self.get("/api/v1/gaps", [f"/api/v1/gaps?against={AGAINST}&jurisdiction={place}"], figures.gaps)

    def search(self, word, aside):
        """The first page, as people see it; what is compared is all of them."""
        address = "/api/v1/search?" + urllib.parse.urlencode({"q": word})
        side = self.get("/api/v1/search", [address], lambda _: self.hits(address))
        side.compare = figures.all_found(aside)
        return side

    def hits(self, address):
        found, total, offset = [], 1, 0
        while offset < total:
            answer = json.loads(self.engine.client.get(f"{address}&limit={PAGE}&offset={offset}"))["answer"]
            total, offset = answer["total"], offset + PAGE
            found += [[figures.iri(hit["iri"])] for hit in answer["hits"]]
        return figures.table(["thing"], found)


def coverage(data, asker):
    """The questions that the program is for, in the portable form that it prints itself."""
    pairs = f"/api/v1/dual-criminality?against={AGAINST}&topic={TOPIC}&months={MONTHS}"
    for name, parameters, interface in [
        ("coverage-matrix", {}, asker.coverage("/api/v1/coverage", figures.matrix)),
        ("coverage-summary", {}, asker.get("/matrix.csv", [f"/matrix.csv?against={AGAINST}"], figures.summary)),
        ("gaps", {"jurisdiction": PLACE}, asker.gaps(PLACE)),
        ("requirement-states", {"jurisdiction": PLACE}, asker.coverage("/api/v1/coverage", figures.states, jurisdiction=PLACE)),
        ("regional-picture", {"group": GROUP}, asker.region()),
        ("dual-criminality", {"topic": TOPIC, "months": MONTHS}, asker.get("/api/v1/dual-criminality", [pairs], figures.pairs)),
    ]:
        query = data.portable(name, against=AGAINST, day=DAY, **parameters)
        yield Question("coverage", name, query, [interface, asker.sparql(query)])


def gap_list(data, asker):
    """The list of one jurisdiction after the other."""
    for place in PLACES:
        query = data.portable("gaps", against=AGAINST, day=DAY, jurisdiction=place)
        yield Question("gap list", f"gaps of {place}", query, [asker.gaps(place)], ("oxigraph",))


def exists(_, asker):
    """EXISTS as authors write it, see the folder."""
    for file in sorted(EXISTS.glob("*.rq")):
        query = file.read_text()
        head = [line.removeprefix("# ") for line in query.splitlines() if line.startswith("# ")]
        title = tomllib.loads("\n".join(head))["title"]
        yield Question("exists", title, query, [asker.sparql(query)], ("tdb2", "oxigraph", "virtuoso"))


SEARCH = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?thing WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel rdfs:label eli:title eli:title_short dcterms:title
    skos:definition skos:scopeNote skos:note }
  ?thing ?property ?text .
  FILTER(CONTAINS(LCASE(STR(?text)), "%s"))
}"""
# What has notes and is yet no thing of its own to the search.
ASIDE = """PREFIX lm: <https://w3id.org/cyberlex/ontology#>
SELECT ?thing WHERE { VALUES ?class { lm:Penalty lm:Reservation lm:Survey } ?thing a ?class }"""


def search(_, asker):
    """A word in names, titles, definitions and notes."""
    _, left = rows(asker.engine.sparql(ASIDE))
    aside = {row[0] for row in left}
    # The first search after a start builds the index of words.
    asker.engine.client.get("/api/v1/search?q=law")
    for word in WORDS:
        query = SEARCH % word
        yield Question("search", word, query, [asker.search(word, aside), asker.sparql(query)], ("oxigraph", "rdflib"))


SECTIONS = {"coverage": coverage, "gap-list": gap_list, "exists": exists, "search": search}
