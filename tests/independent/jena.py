"""Every question over the exported graph, in an engine that shares no line with this program: Apache Jena.

Each query that is no rule and no check is asked with its defaults, and again with the other test value of each of its
parameters; printed with --sparql and asked there, it has to give the rows that the program gives. Exit code 0 when all
do; else 1, with what differs.

The program is target/debug/cyberlex, or what CYBERLEX names; Jena and Java are those that Debian packages. Names of
queries may be given; else all.
"""

import os
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jpype
from answers import DAY, ROOT, differences, rows, run
from jars import classpath

# Seconds that one question may take there.
LIMIT = 300


class Jena:
    """The exported graph, in memory."""

    def __init__(self, folder):
        jpype.startJVM("-Xmx2g", classpath=classpath(folder))
        self.limit = jpype.JClass("java.util.concurrent.TimeUnit").SECONDS
        self.bytes = jpype.JClass("java.io.ByteArrayOutputStream")
        query = "org.apache.jena.query."
        self.parse = jpype.JClass(query + "QueryFactory").create
        self.execution = jpype.JClass(query + "QueryExecutionFactory").create
        self.json = jpype.JClass(query + "ResultSetFormatter").outputAsJSON
        graph = folder / "export.nt"
        graph.write_text(run("export", "--format", "nt"))
        self.graph = jpype.JClass("org.apache.jena.riot.RDFDataMgr").loadModel(str(graph))

    def ask(self, sparql):
        """The answer as SPARQL results in JSON."""
        out = self.bytes()
        with self.execution(self.parse(sparql), self.graph) as execution:
            execution.setTimeout(LIMIT, self.limit)
            self.json(out, execution.execSelect())
        return str(out.toString("UTF-8"))


def parameters(file):
    """Those that the front matter of a query declares."""
    head = []
    for line in file.read_text().splitlines():
        if not line.startswith("#"):
            break
        head.append(line.removeprefix("#").removeprefix(" "))
    return tomllib.loads("\n".join(head)).get("params", [])


def questions(names):
    """Names of queries, each with the parameters that differ from its defaults."""
    for file in sorted(ROOT.glob("queries/*/*.rq")):
        if file.parent.name in ("rules", "checks") or names and file.stem not in names:
            continue
        given = parameters(file)
        # What has no default is given its first test value.
        needed = {p["name"]: p["test"][0] for p in given if "default" not in p}
        yield file.stem, needed
        for param in given:
            usual = needed.get(param["name"], param.get("default"))
            usual = DAY if usual == "today" else usual
            for value in param.get("test", []):
                if value != usual:
                    yield file.stem, {**needed, param["name"]: value}


def ours(question):
    """The query as printed, and the answer to it."""
    name, given = question
    options = [option for key, value in given.items() for option in ("-p", f"{key}={value}")]
    return run("query", name, *options, "--sparql"), rows(run("query", name, *options, "--format", "json"))


def main():
    wrong = []
    asked = list(questions(sys.argv[1:]))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(ours, asked)
        jena = Jena(Path(folder))
        print(f"nt: {jena.graph.size()} statements", flush=True)
        for (name, given), (sparql, expected) in zip(asked, answers):
            title = " ".join([name, *(f"{key}={value}" for key, value in given.items())])
            begun = time.process_time()
            try:
                found = rows(jena.ask(sparql))
            except jpype.JException as error:
                wrong.append(f"{title}: {error}")
                continue
            print(f"{title}: {found[1].total()} rows, {time.process_time() - begun:.1f} s", flush=True)
            if not given and not expected[1]:
                wrong.append(f"{title}: no rows, nothing compared")
            if found[0] != expected[0]:
                wrong.append(f"{title}: columns {found[0]}, not {expected[0]}")
            wrong += differences(title, expected[1], found[1])
    for line in wrong:
        print(f"error: {line}")
    names = len({name for name, _ in asked})
    print(f"{names} queries, asked {len(asked)} times, agree" if not wrong else f"{len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
