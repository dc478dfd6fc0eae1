"""Jena as Debian packages it: which jars it needs, and what they leave out."""

import zipfile
from pathlib import Path

FOLDER = Path("/usr/share/java")
# What Jena needs to read N-Triples and answer in JSON.
NEEDED = (
    "commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3 dexx.collection gson guava"
    " httpclient httpcore jackson-annotations jackson-core jackson-databind jakarta.json-api"
    " jena-arq jena-base jena-core jena-iri jsonld-java protobuf slf4j-api slf4j-nop thrift titanium-json-ld"
).split()
# And what TDB2 needs besides, its store on disk.
STORE = "jena-dboe-base jena-dboe-index jena-dboe-storage jena-dboe-trans-data jena-dboe-transaction jena-tdb2".split()


def classpath(folder, names=NEEDED):
    """Where Java finds the jars; writes what Debian left out into a folder of one's own."""
    return [str(path) for path in [messages(folder), *(FOLDER / f"{name}.jar" for name in names)]]


def messages(folder):
    """Debian moved Xerces within Jena to another package and left its messages behind, without which it does not start:
    the same messages, where it looks for them."""
    old, new = "org/apache/jena/ext/xerces/", "xerces/"
    with zipfile.ZipFile(FOLDER / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(old) and name.endswith(".properties"):
                target = folder / new / name.removeprefix(old)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return folder
