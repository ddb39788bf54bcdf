"""No thread can be created: every command gives the same answer, and says once that it took longer.
"""

import os
import shutil

from harness import Skipped, check


def commands(world):
    """Every command that uses several threads, with enough work for four."""
    runs = world.runs
    return [
        ["analyze", runs, "-j", "4"],
        ["analyze", runs, "-j", "4", "-f", "jsonl"],
        ["scan", runs, "-j", "4"],
        ["scan", runs, "-j", "4", "-f", "jsonl"],
        ["tags", runs, "-j", "4"],
        ["export", runs, "-j", "4"],
        ["export", runs / "run-1", "-j", "4"],
        ["export", runs, "-j", "4", "--wide"],
        ["verify", runs, "-j", "4"],
        ["plot", runs, "-j", "4"],
        ["scan", world.folder / "wide", "-j", "4"],
    ]


def wide(world):
    """A directory with enough runs that several threads list them."""
    for number in range(40):
        if not (world.folder / "wide" / f"run-{number}").exists():
            world.write_run(world.folder / "wide" / f"run-{number}", seed=number, steps=15)


def compare(world, wrap):
    wide(world)
    for words in commands(world):
        usual = world.tool(*words)
        without = world.tool(*words, wrap=wrap, timeout=60)
        without.expect(usual.err == "", "without a fault there is nothing to say")
        without.expect(without.out == usual.out, "the answer is not the usual one")
        without.expect(without.status == usual.status, f"the status is not {usual.status}")
        notes = [line for line in without.err.splitlines() if "could be started" in line]
        without.expect(len(notes) == 1, "it is not said once that no thread could be started")


@check("Where a filter refuses threads, every command gives its answer")
def filtered(world):
    if world.tool("--version", wrap=[world.refuse_threads]).status == 125:
        raise Skipped("this kernel takes no filter")
    compare(world, [world.refuse_threads])


@check("At the limit of processes, every command gives its answer")
def limited(world):
    if os.getuid() != 0:
        raise Skipped("only root can become another user")
    if not shutil.which("setpriv") or not shutil.which("prlimit"):
        raise Skipped("no setpriv or prlimit")
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    compare(world, [*nobody, "prlimit", "--nproc=1"])
