"""Weights & Biases and SwanLab write offline what `tfevents export` reads back, to the bit.

    python3 Tests/Peers/block_logs_peer.py .build/release/tfevents [FOLDER]

Run it with each version that is to be tried: wandb 0.15.12, 0.19.11 and the newest, swanlab's newest. With a
FOLDER the small run of Weights & Biases is kept there as a fixture, once it is sure that it names neither this
machine nor its user.
"""

import csv
import getpass
import glob
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

QUIET = dict(
    WANDB_MODE="offline", WANDB_SILENT="true", WANDB_DISABLE_GIT="true", WANDB_DISABLE_CODE="true",
    WANDB_HOST="host", WANDB_USERNAME="user", WANDB_CONSOLE="off", WANDB_PROGRAM="train.py",
    WANDB__DISABLE_META="true", WANDB__DISABLE_STATS="true", WANDB_DISABLE_JOB_CREATION="true",
    SWANLAB_MODE="offline")


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
    for key, value in given.items():
        whole = name + joint + key if name else key
        if isinstance(value, dict):
            yield from flat(value, joint, whole)
        else:
            yield whole, float(value)


def exported(folder, *words):
    table = csv.DictReader(io.StringIO(tfevents("export", folder, *words)))
    return {(row["tag"], int(row["step"])): (float(row["value"]), float(row["wall_time"] or "nan"))
            for row in table}


def same_bits(a, b):
    return (math.isnan(a) and math.isnan(b)) or struct.pack("<d", a) == struct.pack("<d", b)


def compare_run(folder, wanted, name):
    """Whether a run has just the wanted numbers."""
    got = exported(folder, "--runs", name)
    assert got.keys() == wanted.keys(), sorted(got.keys() ^ wanted.keys())[:5]
    for key, value in wanted.items():
        # Both loggers keep the sign of a zero or not; the number is the same.
        assert same_bits(got[key][0], value) or got[key][0] == value == 0, (key, got[key], value)
        assert 1.6e9 < got[key][1] < 4e9, (key, got[key])


def compare(folder, wanted, name):
    compare_run(folder, wanted, name)
    record = tfevents("scan", folder, "-f", "jsonl", "--fields", "run,state")
    assert '"run":"%s"' % name in record and '"state":"finished"' in record, record
    tfevents("verify", folder)


def write_wandb(folder, count):
    import wandb

    run = wandb.init(
        project="demo", name="peer", dir=folder, config={"lr": 1e-4, "model": {"layers": 2}, "flags": [1, 2]})
    for step, given in rows(count):
        run.log({**given, "text": "hello", "list": [1, 2]}, step=step)
    run.finish()


def write_swanlab(folder, count):
    import swanlab

    swanlab.init(project="demo", experiment_name="peer", logdir=folder, mode="offline")
    for step, given in rows(count):
        swanlab.log(given, step=step)
    swanlab.finish()


WRITERS = {"wandb": (write_wandb, "."), "swanlab": (write_swanlab, "/")}


def written(name, count):
    """A folder with a run, by a process of its own."""
    folder = tempfile.mkdtemp()
    done = subprocess.run(
        [sys.executable, os.path.abspath(__file__), "--write", name, folder, str(count)], cwd=folder,
        env={**os.environ, **QUIET, "HOME": folder}, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


def keep(folder, target):
    """Copies a log that names neither this machine nor its user."""
    source = os.path.realpath(glob.glob(folder + "/**/*.wandb", recursive=True)[0])
    data = open(source, "rb").read()
    for word in (socket.gethostname(), folder, os.getcwd(), "/home", "/root", "/tmp"):
        assert word.encode() not in data, word
    assert not re.search(rb"[\w.]{2,}@\w{2,}", data)
    assert len(getpass.getuser()) < 3 or getpass.getuser().encode() not in data
    home = os.path.join(target, "wandb", os.path.basename(os.path.dirname(source)))
    os.makedirs(home, exist_ok=True)
    shutil.copy(source, home)


def main():
    program()
    for name, (_, joint) in WRITERS.items():
        try:
            module = __import__(name)
        except ImportError:
            print(f"skipped: {name} is not installed")
            continue
        for count in (40, 3000):
            folder = written(name, count)
            wanted = {}
            for step, given in rows(count):
                wanted.update({(tag, step): value for tag, value in flat(given, joint)})
            compare(folder, wanted, "peer")
            if count == 40 and name == "wandb" and len(sys.argv) > 2:
                keep(folder, sys.argv[2])
            shutil.rmtree(folder)
            print(f"{name} {module.__version__}: {len(wanted)} numbers of {count} steps are read as they were given")


if __name__ != "__main__":
    pass
elif sys.argv[1:2] == ["--write"]:
    WRITERS[sys.argv[2]][0](sys.argv[3], int(sys.argv[4]))
else:
    main()
