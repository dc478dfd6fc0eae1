"""The data: a made-up corpus, and the same graph as one file of each kind."""

import os
import shutil
from pathlib import Path

from answers import DAY
from process import Failed, run

ROOT = Path(__file__).resolve().parents[2]
RELEASE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
PROGRAM = os.environ.get("CYBERLEX", str(RELEASE / "cyberlex"))
GENERATE = os.environ.get("GENERATE", str(RELEASE / "examples/generate"))
# How many jurisdictions.
SIZES = {"small": 20, "s": 200, "m": 2000}


def environment():
    """That of this process, on a fixed day and with no other corpus."""
    rest = {key: value for key, value in os.environ.items() if key != "CYBERLEX_CORPUS"}
    return {**rest, "CYBERLEX_AS_OF": DAY}


def cyberlex(*arguments):
    """What the program prints."""
    return run([PROGRAM, *arguments], env=environment())


def make(path, how):
    """Makes a file or folder that is not there; what was broken off is made anew."""
    if path.exists():
        return
    part = path.with_name(f"{path.name}.part")
    if part.is_dir():
        shutil.rmtree(part)
    how(part)
    part.rename(path)


class Data:
    """Made in a folder, or found there if it was made before."""

    def __init__(self, folder, size):
        self.corpus = folder / size
        self.snapshot = folder / f"{size}.snapshot"
        # The union, derived links included.
        self.triples = folder / f"{size}.nt"
        # The same with the graph that each statement stands in.
        self.quads = folder / f"{size}.nq"
        for program, option in [(PROGRAM, "CYBERLEX"), (GENERATE, "GENERATE")]:
            if not os.access(program, os.X_OK):
                raise Failed(f"{program} is not there: build it with --release, or name another with {option}")
        make(self.corpus, lambda part: run([GENERATE, "--jurisdictions", SIZES[size], "--output", part]))
        make(self.snapshot, lambda part: cyberlex("--corpus", self.corpus, "snapshot", "--output", part))
        for file, form in [(self.triples, "nt"), (self.quads, "nq")]:
            make(file, lambda part, f=form: cyberlex("--corpus", self.snapshot, "export", "--format", f, "--output", part))

    def portable(self, name, **parameters):
        """A query of the catalogue as SPARQL 1.1 for any engine."""
        options = [option for key, value in parameters.items() for option in ("--param", f"{key}={value}")]
        return cyberlex("--corpus", self.snapshot, "query", name, *options, "--sparql")
