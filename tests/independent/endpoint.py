"""The endpoint of a running server, asked by programs that share no line with ours: SPARQLWrapper sends, rdflib reads.

Starts the program that CYBERLEX names (else target/debug/cyberlex) on a free port. Exit code 0 when everything that was
asked came back as promised; else 1, with what did not.
"""

import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

from rdflib import RDF, Graph, Namespace, URIRef
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLExceptions, SPARQLWrapper

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CYBERLEX", str(ROOT / "target/debug/cyberlex"))
VOID = Namespace("http://rdfs.org/ns/void#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
STATES = "SELECT ?state { ?state a lm:State } ORDER BY ?state"
GRAPH = "CONSTRUCT { ?state a lm:State } WHERE { ?state a lm:State }"

wrong = []


def expect(what, found, expected):
    if found != expected:
        wrong.append(f"{what}: {found!r} instead of {expected!r}")


def wrapper(base, query, returned, method=None, requested=None):
    client = SPARQLWrapper(f"{base}/sparql")
    client.setQuery(query)
    client.setReturnFormat(returned)
    if method:
        client.setMethod(method)
    if requested:
        client.setRequestMethod(requested)
    return client.query()


def rows(base):
    """The same rows in each format and by each way of asking."""
    answer = wrapper(base, STATES, JSON).convert()
    states = [row["state"]["value"] for row in answer["results"]["bindings"]]
    print(f"{len(states)} States", flush=True)
    if not states:
        wrong.append("no States, nothing compared")
    by_post = wrapper(base, STATES, JSON, method=POST).convert()
    expect("form", [r["state"]["value"] for r in by_post["results"]["bindings"]], states)
    direct = wrapper(base, STATES, JSON, method=POST, requested=POSTDIRECTLY).convert()
    expect("direct", [r["state"]["value"] for r in direct["results"]["bindings"]], states)
    xml = wrapper(base, STATES, XML).convert().getElementsByTagName("uri")
    expect("XML", [node.firstChild.data for node in xml], states)
    csv = wrapper(base, STATES, CSV).convert().decode().split()
    expect("CSV", csv, ["state", *states])
    tsv = wrapper(base, STATES, TSV).convert().decode().split()
    expect("TSV", tsv, ["?state", *(f"<{state}>" for state in states)])
    expect("ASK", wrapper(base, "ASK { ?s a lm:State }", JSON).convert()["boolean"], True)
    return states


def graphs(base, states):
    """The same graph in each format."""
    expected = {URIRef(state) for state in states}
    for returned, form in [(TURTLE, "turtle"), (N3, "turtle"), (RDFXML, "xml"), (JSONLD, "json-ld")]:
        got = wrapper(base, GRAPH, returned).convert()
        graph = got if isinstance(got, Graph) else Graph().parse(data=got, format=form)
        expect(f"graph as {returned}", set(graph.subjects(RDF.type)), expected)


def errors(base):
    for query, kind in [("SELECT * {", SPARQLExceptions.QueryBadFormed), ("SELECT * { ?a ?b ?c . ?d ?e ?f }", SPARQLExceptions.QueryBadFormed)]:
        try:
            wrapper(base, query, JSON)
            wrong.append(f"{query}: no error")
        except kind:
            pass


def fetch(url, accept=None):
    request = urllib.request.Request(url, headers={"Accept": accept} if accept else {})
    with urllib.request.urlopen(request) as response:
        return response.read(), response.headers.get_content_type()


def descriptions(base):
    """What is said of the data is true, and what can be downloaded is all of it."""
    total = int(wrapper(base, COUNT, JSON).convert()["results"]["bindings"][0]["n"]["value"])
    void = Graph().parse(data=fetch(f"{base}/.well-known/void", "text/turtle")[0], format="turtle")
    dataset = next(void.subjects(RDF.type, VOID.Dataset))
    expect("void:triples", int(void.value(dataset, VOID.triples)), total)
    service = Graph().parse(data=fetch(f"{base}/sparql", "application/rdf+xml")[0], format="xml")
    expect("sd:endpoint", str(next(service.objects(None, SD.endpoint))), f"{base}/sparql")
    for dump in void.objects(None, DCAT.downloadURL):
        if str(dump).endswith((".nt", ".ttl")):
            data, kind = fetch(str(dump))
            graph = Graph().parse(data=data, format={"application/n-triples": "nt"}.get(kind, "turtle"))
            print(f"{dump}: {len(graph)} statements", flush=True)
            expect(str(dump), len(graph), total)


def main():
    command = [PROGRAM, "serve", "--bind", "127.0.0.1:0", "--log", "off"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        try:
            base = None
            for line in server.stderr:
                found = re.search(r"serves at (http://\S+)", line)
                if found:
                    base = found[1]
                    break
            if base is None:
                wrong.append("the server did not start")
            else:
                states = rows(base)
                graphs(base, states)
                errors(base)
                descriptions(base)
        finally:
            server.terminate()
            server.stderr.read()
    expect("exit code", server.returncode, 0)
    for line in wrong:
        print(f"error: {line}")
    print("the endpoint keeps its word" if not wrong else f"{len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
