"""The graph in other engines' hands: loaded into two real services, read back over SPARQL, and answered from there.

Virtuoso 7 is set up to send no more than 3,000 rows at once, as public services do without a word; oxigraph's server is as it
comes. Names of services may be given; else both. Each is asked as one that may only be read, where the rules run here, and as one that takes updates, where they run
there. What the program answers over a service has to be what it answers from its own data. Exit code 0 when all of it holds.

The program is target/debug/cyberlex, or what CYBERLEX names.
"""

import contextlib
import functools
import sys
import tempfile
from pathlib import Path

from answers import run
from engines import VIRTUOSO
from process import Server, free_port
from process import run as call

# What is asked of a service that may only be read: the index, and a question in SPARQL.
ASKED = [
    ("coverage", "--against", "budapest", "--format", "csv"),
    ("query", "reservations", "--format", "csv"),
]
# What is asked of one that derived links itself: a matrix of nothing but those.
DERIVED = [("query", "coverage-matrix", "-p", "against=budapest", "--format", "csv")]

# What the program answers from its own data, asked once for all services.
own = functools.cache(run)


@contextlib.contextmanager
def virtuoso(statements, folder):
    """Virtuoso 7 with the statements in their graphs, open to updates: nobody else reaches it."""
    home, sql, http = folder / "virtuoso", free_port(), free_port()
    home.mkdir()
    ini = home / "virtuoso.ini"
    text = VIRTUOSO.format(folder=home, sql=sql, http=http, limit=60, allowed=statements.parent)
    ini.write_text(text.replace("ResultSetMaxRows = 1000000", "ResultSetMaxRows = 3000"))
    load = f"ld_dir('{statements.parent}', '{statements.name}', 'urn:none'); rdf_loader_run();"
    allow = 'grant SPARQL_UPDATE to "SPARQL"; checkpoint;'
    command = ["virtuoso-t", "+foreground", "+configfile", ini]
    with Server(command, folder / "virtuoso.log", http, cwd=home):
        call(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load} {allow}"])
        address = f"http://127.0.0.1:{http}/sparql"
        yield address, address


@contextlib.contextmanager
def oxigraph(statements, folder):
    """oxigraph's own server. It is told to see all graphs as one, which it does not by itself."""
    program = Path(sys.executable).parent / "oxigraph"
    store, port = folder / "oxigraph", free_port()
    call([program, "load", "--location", store, "--file", statements])
    command = [program, "serve", "--location", store, "--bind", f"127.0.0.1:{port}"]
    with Server(command, folder / "oxigraph.log", port):
        site = f"http://127.0.0.1:{port}"
        yield f"{site}/query?union-default-graph", f"{site}/update?using-union-graph"


SERVICES = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def differences(name, origin, asked):
    """The questions that a service answers otherwise than the program does."""
    wrong = []
    for question in asked:
        if run(*origin, *question) != own(*question):
            wrong.append(f"{name}: {' '.join(question)} has another answer")
    return wrong


def check(name, service, statements, folder):
    with service(statements, folder) as (query, update):
        wrong = differences(f"{name}, read only", ["--endpoint", query], ASKED)
        writable = ["--endpoint", query, "--endpoint-update", update]
        wrong += differences(f"{name}, rules run there", writable, DERIVED)
        # Whoever may only read finds the links that were derived, and takes them.
        rules = run("--endpoint", query, "stats", "--rules", "--format", "csv")
        if len(rules.splitlines()) != 1:
            wrong.append(f"{name}: the rules ran again, though the service holds what they derive")
    print(f"{name}: {'; '.join(wrong) or 'the same answers'}", flush=True)
    return wrong


def main():
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        statements = folder / "data" / "graph.nq"
        statements.parent.mkdir()
        statements.write_text(run("export", "--format", "nq"))
        wrong = [
            problem
            for name, service in SERVICES.items()
            if name in (sys.argv[1:] or SERVICES)
            for problem in check(name, service, statements, folder)
        ]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
