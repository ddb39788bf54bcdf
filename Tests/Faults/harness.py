"""What the checks in this folder share: running the tool with a fault, and logs to run it on."""

import dataclasses
import os
import pathlib
import random
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Soak"))

import event_file  # noqa: E402

checks = []


def check(sentence, full=False):
    """Registers a check by the sentence that it verifies; a full one runs only on request."""

    def register(function):
        checks.append((sentence, full, function))
        return function

    return register


class Skipped(Exception):
    """A check that cannot run on this machine, with the reason."""


@dataclasses.dataclass
class Result:
    """What the tool came to."""

    words: list
    status: int
    out: str
    err: str

    def expect(self, holds, what):
        """Fails with all output unless `holds`."""
        assert holds, (
            f"{what}\n  words:  {' '.join(map(str, self.words))}\n  status: {self.status}"
            f"\n  stdout: {self.out[:600]!r}\n  stderr: {self.err[:900]!r}"
        )


class World:
    """A folder of its own with the tool, the fault tools and logs."""

    def __init__(self, binary, folder, full=False):
        self.full = full
        self.folder = pathlib.Path(folder)
        self.folder.chmod(0o755)
        self.binary = self.folder / "tfevents"
        shutil.copy(binary, self.binary)
        self.binary.chmod(0o755)
        self.runs = self.folder / "runs"
        for number in range(3):
            self.write_run(self.runs / f"run-{number}", seed=number)

    def compile(self):
        """Builds the tools written in C."""
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if compiler is None:
            raise Skipped("no C compiler")
        self.refuse_threads = self.folder / "refuse-threads"
        self.shim = self.folder / "shim.so"
        flags = [compiler, "-O1", "-Wall", "-Werror"]
        subprocess.run(
            [*flags, "-o", self.refuse_threads, HERE / "refuse-threads.c"], check=True)
        subprocess.run(
            [*flags, "-shared", "-fPIC", "-o", self.shim, HERE / "shim.c", "-ldl", "-lpthread"],
            check=True)

    def write_run(self, folder, seed=0, steps=60, name="events.out.tfevents.1700000000.host"):
        """A run that learns, with evaluations, as one event file."""
        folder.mkdir(parents=True, exist_ok=True)
        chance = random.Random(seed)
        start = 1_700_000_000
        parts = [event_file.version(start)]
        for step in range(0, steps * 10, 10):
            loss = 2 * 0.99 ** (step / 10) + chance.gauss(0, 0.01)
            parts.append(event_file.scalars(step, start + step, {"train/loss": loss}))
            if step % 50 == 0:
                parts.append(event_file.scalars(step, start + step, {"eval/loss": loss + 0.1}))
        (folder / name).write_bytes(b"".join(parts))
        return folder / name

    def tool(
            self, *words, wrap=(), env=None, stdin=None, timeout=60, binary=None, faults=None,
            below=None):
        """Runs the tool, inside other programs if `wrap` names them, with faults injected by the
        shim.
        """
        words = [*map(str, wrap), str(binary or self.binary), *map(str, words)]
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(env or {})}
        if faults is not None:
            environment.update(
                LD_PRELOAD=str(self.shim), FAULTS=faults, FAULTS_BELOW=str(below or self.folder))
        try:
            done = subprocess.run(
                words, env=environment, input=stdin, capture_output=True, timeout=timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {timeout} s: {' '.join(words)}") from None
        return Result(
            words, done.returncode, done.stdout.decode("utf-8", "backslashreplace"),
            done.stderr.decode("utf-8", "backslashreplace"))
