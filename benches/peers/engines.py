"""The engines: each a server on the loopback address that holds the same statements and takes SPARQL over HTTP."""

import contextlib
import sys
from pathlib import Path

from client import Client
from data import PROGRAM, environment
from jars import NEEDED, STORE, classpath
from process import Server, free_port, run

HERE = Path(__file__).resolve().parent
GRAPH = "urn:export"


class Engine:
    """A server and a client for it; used with `with`."""

    def __init__(self, name, command, log, port, limit, path="/sparql", more=None, fill=None, **options):
        self.name = name
        self.path = path
        # What each question says besides itself.
        self.more = more or {}
        # What has to be done once the server runs.
        self.fill = fill
        self.client = Client(port, limit)
        self.server = Server(command, log, port, **options)

    def __enter__(self):
        with contextlib.ExitStack() as undo:
            undo.enter_context(self.server)
            if self.fill:
                self.fill()
            # It stays, if nothing went wrong.
            undo.pop_all()
        return self

    def __exit__(self, *_):
        self.client.close()
        self.server.stop()

    def sparql(self, query):
        return self.client.sparql(self.path, query, self.more)


def cyberlex(data, folder, limit):
    """This program, with limits that nothing here comes near."""
    port = free_port()
    command = [PROGRAM, "--corpus", data.snapshot, "serve", "--bind", f"127.0.0.1:{port}", "--log", "off"]
    command += ["--query-seconds", limit, "--query-memory", 16384, "--query-rows", 20_000_000, "--query-bytes", 4_000_000_000]
    return Engine("cyberlex", command, folder / "cyberlex.log", port, limit, env=environment())


def oxigraph(data, folder, limit):
    """Its own server over its own store on disk. The statements are loaded into the default graph: to form the union of
    named graphs costs it time."""
    program = Path(sys.executable).parent / "oxigraph"
    store, port = folder / "oxigraph", free_port()
    run([program, "load", "--location", store, "--lenient", "--file", data.triples])
    command = [program, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}", "--timeout-s", limit]
    return Engine("oxigraph", command, folder / "oxigraph.log", port, limit, path="/query")


def tdb2(data, folder, limit):
    """Apache Jena TDB2, see Tdb2.java."""
    classes, store, port = folder / "classes", folder / "tdb2", free_port()
    store.mkdir()
    path = ":".join(classpath(classes, NEEDED + STORE))
    run(["javac", "-classpath", path, "-d", classes, HERE / "Tdb2.java"])
    run(["java", "-Xmx4g", "-classpath", path, "Tdb2", "load", store, data.triples])
    # Without the property an answer waits for the client to acknowledge the head.
    java = ["java", "-Xmx4g", "-Dsun.net.httpserver.nodelay=true", "-classpath", path]
    command = [*java, "Tdb2", "serve", store, port, limit]
    return Engine("tdb2", command, folder / "tdb2.log", port, limit)


VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {allowed}
; Of 8 KiB each, so 2 GB.
NumberOfBuffers = 250000
MaxDirtyBuffers = 180000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = {limit}
"""


def virtuoso(data, folder, limit):
    """Virtuoso 7, with a configuration of its own; the statements are loaded into one graph, which is named in each question."""
    home, sql, http = folder / "virtuoso", free_port(), free_port()
    home.mkdir()
    ini = home / "virtuoso.ini"
    ini.write_text(VIRTUOSO.format(folder=home, sql=sql, http=http, limit=limit, allowed=data.triples.parent))
    say = f"ld_dir('{data.triples.parent}', '{data.triples.name}', '{GRAPH}'); rdf_loader_run(); checkpoint;"
    command = ["virtuoso-t", "+foreground", "+configfile", ini]
    return Engine(
        "virtuoso",
        command,
        folder / "virtuoso.log",
        http,
        limit,
        more={"default-graph-uri": GRAPH},
        fill=lambda: run(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={say}"]),
        cwd=home,
    )


def rdflib(data, folder, limit):
    """rdflib, in memory, see rdflib_server.py."""
    port = free_port()
    command = [sys.executable, HERE / "rdflib_server.py", data.triples, port, limit]
    return Engine("rdflib", command, folder / "rdflib.log", port, limit)


PEERS = {"oxigraph": oxigraph, "tdb2": tdb2, "virtuoso": virtuoso, "rdflib": rdflib}
