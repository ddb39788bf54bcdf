"""Weights & Biases and SwanLab write offline what `tfevents export` reads back, to the bit.

    python3 Tests/Peers/block_logs_peer.py .build/release/tfevents [FOLDER]

Run it with each version that is to be tried: wandb 0.15.12, 0.19.11 and the newest, swanlab's newest. With a
FOLDER the small run of Weights & Biases is kept there as a fixture, once it is sure that it names neither this
machine nor its user.
"""

import glob
import os
import shutil
import sys

from logged import compare_run, keep, numbers, rows, write, written
from peers import installed, program, tfevents

QUIET = dict(
    WANDB_MODE="offline", WANDB_SILENT="true", WANDB_DISABLE_GIT="true", WANDB_DISABLE_CODE="true",
    WANDB_HOST="host", WANDB_USERNAME="user", WANDB_CONSOLE="off", WANDB_PROGRAM="train.py",
    WANDB__DISABLE_META="true", WANDB__DISABLE_STATS="true", WANDB_DISABLE_JOB_CREATION="true",
    SWANLAB_MODE="offline")


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


WRITERS = {"wandb": write_wandb, "swanlab": write_swanlab}
JOINTS = {"wandb": ".", "swanlab": "/"}


def keep_run(folder, target):
    """Keeps the small run of Weights & Biases as a fixture."""
    source = os.path.realpath(glob.glob(folder + "/**/*.wandb", recursive=True)[0])
    run = os.path.basename(os.path.dirname(source))
    keep(source, os.path.join(target, "wandb", run, os.path.basename(source)), folder)


def main():
    program()
    for name, version in installed(WRITERS):
        for count in (40, 3000):
            folder = written(name, count, **QUIET)
            wanted = numbers(count, JOINTS[name])
            compare(folder, wanted, "peer")
            if count == 40 and name == "wandb" and len(sys.argv) > 2:
                keep_run(folder, sys.argv[2])
            shutil.rmtree(folder)
            print(f"{name} {version}: {len(wanted)} numbers of {count} steps are read as they were given")


if not write(WRITERS):
    main()
