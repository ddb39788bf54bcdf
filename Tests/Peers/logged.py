"""What the scripts share that drive other loggers: numbers to log, a process for a writer, and the comparison."""

import csv
import getpass
import io
import math
import os
import random
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile

from peers import program, tfevents


def rows(count):
    """What is logged at each step, and what of it is numbers, by the names they are to have."""
    random.seed(7)
    for step in range(count):
        loss = 0.5 + 2 * math.exp(-step / 40) + random.gauss(0, 0.01)
        given = {"train/loss": loss, "lr": 1e-4 * (1 - step / count), "count": step}
        if step % 5 == 0:
            given["eval/loss"] = loss + 0.1
        if step % 7 == 0:
            given["nested"] = {"a": 1 / (step + 1), "b": {"c": -1e-300 * step}}
        if step == 3:
            given["odd"] = float("nan")
        if step == 4:
            given["odd"] = float("inf")
        yield step, given


def flat(given, joint, name=""):
    """The numbers under flat names: what is nested is joined."""
    for key, value in given.items():
        whole = name + joint + key if name else key
        if isinstance(value, dict):
            yield from flat(value, joint, whole)
        else:
            yield whole, float(value)


def numbers(count, joint):
    """All numbers of ``rows`` by tag and step."""
    return {(tag, step): value for step, given in rows(count) for tag, value in flat(given, joint)}


def written(name, count, **environment):
    """A folder in which the running script, started as ``--write NAME FOLDER COUNT``, has written a log."""
    folder = tempfile.mkdtemp()
    done = subprocess.run(
        [sys.executable, os.path.abspath(sys.argv[0]), "--write", name, folder, str(count)], cwd=folder,
        env={**os.environ, **environment, "HOME": folder}, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


def write(writers):
    """Whether this process is one that ``written`` started: then it writes and has nothing else to do."""
    if sys.argv[1:2] != ["--write"]:
        return False
    name, folder, count = sys.argv[2:5]
    writers[name](folder, int(count))
    return True


def exported(folder, *words):
    """Value and wall time by tag and step, as ``export`` writes them."""
    table = csv.DictReader(io.StringIO(tfevents("export", folder, *words)))
    return {(row["tag"], int(row["step"])): (float(row["value"]), float(row["wall_time"] or "nan"))
            for row in table}


def compare(got, wanted):
    """Fails unless just the wanted numbers were read, each to the bit; a logger may lose the sign of a zero."""
    assert got.keys() == wanted.keys(), sorted(got.keys() ^ wanted.keys())[:5]
    for key, value in wanted.items():
        assert same_bits(got[key][0], value) or got[key][0] == value == 0, (key, got[key], value)


def same_bits(a, b):
    """Whether two numbers are the same float64, NaN included."""
    return (math.isnan(a) and math.isnan(b)) or struct.pack("<d", a) == struct.pack("<d", b)


def compare_run(folder, wanted, name):
    """Fails unless a run has just the wanted numbers, each with a time of these years."""
    got = exported(folder, "--runs", name)
    compare(got, wanted)
    for key, (_, wall_time) in got.items():
        assert 1.6e9 < wall_time < 4e9, (key, wall_time)


def each_alone(writers, check, kept=lambda name, version: {}):
    """Compares what each writer was given, in a process of its own, so that a stand-in does not affect another.

    A writer fills a folder, which is also the current one, and returns its version and what it was given. If
    ``TFEVENTS_KEEP`` names a folder, files are copied there: those of ``kept``, under the names that stand there.
    """
    program()
    if not sys.argv[2:]:
        done = [subprocess.run([sys.executable, sys.argv[0], sys.argv[1], one.__name__]) for one in writers]
        sys.exit(max(one.returncode for one in done))
    for writer in writers:
        if writer.__name__ not in sys.argv[2:]:
            continue
        folder = tempfile.mkdtemp()
        here = os.getcwd()
        os.chdir(folder)
        try:
            version, wanted = writer(folder)
        except ImportError as error:
            print(f"skipped: {writer.__name__} ({error})")
            continue
        finally:
            os.chdir(here)
        check(folder, wanted)
        if "TFEVENTS_KEEP" in os.environ:
            for source, target in kept(writer.__name__, version).items():
                keep(os.path.join(folder, source), os.path.join(os.environ["TFEVENTS_KEEP"], target), folder)
        shutil.rmtree(folder)
        print(f"{writer.__name__} {version}: {len(wanted)} numbers are read as they were given")


def keep(source, target, folder):
    """Copies a log that contains neither this machine's nor its user's name."""
    with open(source, "rb") as file:
        data = file.read()
    for word in (socket.gethostname(), folder, os.getcwd(), "/home", "/root", "/tmp"):
        assert word.encode() not in data, word
    assert not re.search(rb"[\w.]{2,}@\w{2,}", data)
    assert len(getpass.getuser()) < 3 or getpass.getuser().encode() not in data
    os.makedirs(os.path.dirname(target), exist_ok=True)
    shutil.copyfile(source, target)
