"""Ontology, corpus and broken files against the shapes, with pySHACL.

Exit code 0 when the shapes are sound, the corpus violates none of them, and every broken file that names a shape is
caught by that shape; else 1, with a report by file.
"""

import re
import sys
import time
from collections import defaultdict
from pathlib import Path

from pyshacl import validate
from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection

ROOT = Path(__file__).resolve().parents[2]
SH = Namespace("http://www.w3.org/ns/shacl#")
LM = Namespace("https://w3id.org/cyberlex/ontology#")
SHAPE = "https://w3id.org/cyberlex/shape/"
# Of SHACL, what is not Core.
NOT_CORE = ("sparql", "js", "rule", "values", "expression", "target")


def turtle(folder):
    return sorted((ROOT / folder).rglob("*.ttl"))


def read(files):
    """One graph of all files, and the file in which each subject was first described."""
    whole, where = Graph(), {}
    for file in files:
        graph = Graph().parse(file, format="turtle")
        for subject in graph.subjects():
            where.setdefault(subject, file)
        whole += graph
    return whole, where


def results(data, shapes):
    """What the engine finds: focus node, shape, severity, value, message in English."""
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    if not isinstance(report, Graph):
        raise SystemExit(f"the engine failed: {report}")
    for result in report.objects(None, SH.result):
        messages = [m for m in report.objects(result, SH.resultMessage) if getattr(m, "language", None) == "en"]
        yield (
            report.value(result, SH.focusNode),
            str(report.value(result, SH.sourceShape)).removeprefix(SHAPE),
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            report.value(result, SH.value),
            str(messages[0]) if messages else "",
        )


def faults_of_shapes(shapes, ontology):
    """Shapes are SHACL Core, have IRIs and messages in two languages, and agree with the schemes of the ontology."""
    named = set(shapes.subjects(RDF.type, SH.NodeShape)) | set(shapes.subjects(RDF.type, SH.PropertyShape))
    for shape in sorted(named):
        if isinstance(shape, BNode):
            yield "a shape without an IRI"
    for predicate in sorted(set(shapes.predicates())):
        if predicate in [SH[name] for name in NOT_CORE]:
            yield f"{predicate} is not SHACL Core"
    for shape in sorted(named):
        languages = {message.language for message in shapes.objects(shape, SH.message)}
        if languages not in (set(), {"en", "zh"}):
            yield f"{shape} has a message in {sorted(languages)} only"
        severity = list(shapes.objects(shape, SH.severity))
        if severity and not languages:
            yield f"{shape} reports and has no message"
        for path in shapes.objects(shape, SH.path):
            path = shapes.value(path, SH.inversePath) if isinstance(path, BNode) else path
            if str(path).startswith(str(LM)) and (path, RDF.type, None) not in ontology:
                yield f"{shape} speaks of {path}, which the ontology does not declare"
    for prop, scheme in ontology.subject_objects(LM.elementScheme):
        shape = URIRef(f"{SHAPE}Element-{str(prop).removeprefix(str(LM))}")
        patterns = [str(p) for p in shapes.objects(shape, SH.pattern)]
        for choices in shapes.objects(shape, SH["or"]):
            for choice in Collection(shapes, choices):
                patterns += [str(p) for p in shapes.objects(choice, SH.pattern)]
        if not any(re.search(pattern, f"{scheme}/x") for pattern in patterns):
            yield f"{shape} does not let lm:elementScheme {scheme} of {prop} pass"


def report(title, lines):
    print(f"\n{title}")
    for line in lines:
        print(f"  {line}")


def main():
    began = time.monotonic()
    shapes, _ = read(turtle("ontology/shapes"))
    model_files = [ROOT / "ontology/legal-measures.ttl", *turtle("ontology/concepts")]
    model, where_model = read(model_files)
    corpus, where_corpus = read(turtle("corpus"))
    failed = False

    faults = list(faults_of_shapes(shapes, model))
    if faults:
        failed = True
        report("Faults of the shapes", faults)

    where = {**where_model, **where_corpus}
    by_file, warnings = defaultdict(list), 0
    for focus, shape, severity, value, message in results(model + corpus, shapes):
        if severity != "Violation":
            warnings += 1
            continue
        line = f"{focus}: {message}" + (f" Found: {value}." if value is not None else "") + f" [{shape}]"
        by_file[where.get(focus, "?")].append(line)
    for file, lines in sorted(by_file.items(), key=lambda item: str(item[0])):
        failed = True
        report(f"{Path(file).relative_to(ROOT) if file != '?' else file}: {len(lines)} violations", sorted(lines))

    sound, _ = read([ROOT / "tests/fixtures/sound/sound.ttl"])
    broken_files = turtle("tests/corpus_invalid/rules")
    broken, where_broken = read(broken_files)
    caught, surprises = defaultdict(set), []
    for focus, shape, severity, value, message in results(model + sound + broken, shapes):
        file = where_broken.get(focus)
        if file is None:
            surprises.append(f"{focus}: {message} [{shape}]")
        else:
            caught[file].add(shape)
    missed, expected = [], set()
    for file in broken_files:
        wanted = re.search(r"^# shape: (\S+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        if wanted:
            expected.add(wanted[1])
            if wanted[1] not in caught[file]:
                missed.append(f"{file.relative_to(ROOT)}: not caught by {wanted[1]}; found {sorted(caught[file])}")
    if missed:
        failed = True
        report("Broken files that their shape does not catch", missed)
    if surprises:
        failed = True
        report("Sound things that a shape refuses", surprises)

    # The shapes without a message are parts of others, which report in their place.
    reporting = {str(shape).removeprefix(SHAPE) for shape in shapes.subjects(SH.message)}
    untested = sorted(reporting - expected)
    if untested:
        failed = True
        report("Shapes for which there is no broken file", untested)

    print(
        f"\n{len(reporting)} shapes, {len(model + corpus)} statements, {warnings} warnings; "
        f"{len(expected)} shapes catch their broken files; {time.monotonic() - began:.0f} s: "
        + ("FAILED" if failed else "passed")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
