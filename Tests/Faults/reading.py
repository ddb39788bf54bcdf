"""What cannot be read is reported, counted in the record, and shows in the exit status."""

import json
import os
import shutil
import time

from harness import Skipped, check

# Faults for one run of three, with words that the answer must contain.
LISTING = [
    ("opendir,EACCES,run-1", "Permission denied"), ("opendir,EIO,run-1", "Input/output error"),
    ("opendir,EMFILE,run-1", "Too many open files"), ("readdir,EIO,run-1,2", "Input/output error"),
    ("opendir,ENAMETOOLONG,run-1", "File name too long"), ("opendir,ESTALE,run-1", "tale"),
    ("stat,EIO,run-1,1", "Input/output error")]
OPENING = [
    ("open,EACCES,run-1/events", "Permission denied"), ("pread,EIO,run-1", "Input/output error"),
    ("open,EIO,run-1/events", "output error"), ("open,EMFILE,run-1/events", "Too many open files"),
    ("open,ENAMETOOLONG,run-1/events", "File name too long")]
READING = [("pread,EIO,run-1,2", "Input/output error"), ("pread,ESTALE,run-1,3", "tale")]
CHANGING = [("pread,cut,run-1,3", "shrank to"), ("pread,rewrite,run-1,3", "was rewritten")]


def large(world):
    """Three runs whose files take several reads."""
    folder = world.folder / "large"
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(3):
        world.write_run(folder / f"run-{number}", seed=number, steps=9_000)
    return folder


def answers(folder):
    """Each command with its exit status if one run of three could not be read."""
    return [
        (["analyze", folder], 0), (["analyze", folder, "-f", "jsonl"], 0),
        (["scan", folder, "-f", "csv"], 0), (["scan", folder, "-f", "jsonl"], 0),
        (["tags", folder], 0), (["plot", folder], 0), (["plot", folder, "-o", "-", "-f", "html"], 0),
        (["verify", folder], 2), (["export", folder], 2), (["export", folder, "-j", "1"], 2),
        (["export", folder, "--wide"], 2), (["export", folder / "run-1", folder / "run-0"], 2),
        (["watch", folder, "--timeout", "3s", "-f", "jsonl"], 1)]


def must_be_said(world, folder, faults, commands, renew=None):
    for fault, words in faults:
        for command, status in commands:
            if renew:
                renew()
            result = world.tool(*command, faults=fault, below=folder)
            result.expect(words in result.err, f"{fault}: {words!r} is not said")
            result.expect(result.status == status, f"{fault}: the status is not {status}")
            lines = [line for line in result.err.splitlines() if words in line]
            result.expect(len(lines) <= 2, f"{fault}: it is said more than once or twice")


@check("A directory that cannot be listed is said by every command")
def listing(world):
    must_be_said(world, world.runs, LISTING[:: 1 if world.full else 3], answers(world.runs))


@check("A file that cannot be opened or read is said by every command")
def reading(world):
    must_be_said(world, world.runs, OPENING if world.full else OPENING[:2], answers(world.runs))


@check("A file that cannot be read to its end is said by every command", full=True)
def reading_on(world):
    folder = large(world)
    must_be_said(world, folder, READING, answers(folder))


@check("A file that is cut or written anew while it is read is said")
def changing(world):
    folder = world.folder / "large"
    commands = answers(folder)
    if not world.full:
        commands = [commands[place] for place in (0, 2, 7, 8)]
    must_be_said(world, folder, CHANGING, commands, renew=lambda: large(world))


@check("Where nothing could be read, every command ends with 2")
def nothing(world):
    for fault, words in [("open,EACCES,events", "Permission denied"),
                         ("opendir,EIO,runs", "Input/output error"),
                         ("stat,EIO,runs", "Input/output error")]:
        for command, _ in answers(world.runs)[:-1]:
            result = world.tool(*command, faults=fault, below=world.runs)
            result.expect(result.status == 2, f"{fault}: the status is not 2")
            result.expect(words in result.err, f"{fault}: {words!r} is not said")


@check("Records say what could not be read, and such runs are read again")
def records(world):
    scan = ["scan", world.runs, "-f", "jsonl"]
    usual = world.tool(*scan)
    for record in map(json.loads, usual.out.splitlines()):
        assert record["unreadable_files"] == 0 and record["incomplete"] is False, record
    result = world.tool(*scan, faults="open,EIO,run-1/events", below=world.runs)
    found = {record["run"]: record for record in map(json.loads, result.out.splitlines())}
    assert found["run-1"]["unreadable_files"] == 1 and found["run-1"]["incomplete"] is True
    assert found["run-0"]["unreadable_files"] == 0 and found["run-0"]["incomplete"] is False
    earlier = world.folder / "earlier.jsonl"
    earlier.write_text(result.out)
    again = world.tool(*scan, "--since-scan", earlier)
    again.expect(again.out == usual.out, "the run that could not be read is not read again")


@check("A part of a run that cannot be listed makes its record incomplete")
def parts(world):
    folder = world.folder / "parts"
    world.write_run(folder / "run")
    (folder / "run" / "more").mkdir(exist_ok=True)
    result = world.tool(
        "scan", folder, "-f", "jsonl", faults="opendir,EACCES,more", below=folder)
    record = json.loads(result.out)
    assert record["incomplete"] is True and record["unreadable_files"] == 0, record
    result.expect("more cannot be read (Permission denied)" in result.err, "it is not said")


@check("Another user's files are said, with real permissions")
def permissions(world):
    if os.getuid() != 0 or not shutil.which("setpriv"):
        raise Skipped("only root can become another user")
    folder = world.folder / "private"
    for number in range(3):
        world.write_run(folder / f"run-{number}", seed=number)
    (folder / "run-1").chmod(0)
    next((folder / "run-2").iterdir()).chmod(0)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    for command, status in answers(folder):
        if command[1] != folder:
            continue
        result = world.tool(*command, wrap=nobody)
        result.expect(result.err.count("Permission denied") >= 2, "it is not said of both")
        result.expect(result.status == status, f"the status is not {status}")


@check("Pipes, sockets and devices with the names of logs are said, and hold nothing")
def not_files(world):
    folder = world.folder / "not-files"
    world.write_run(folder / "run")
    name = "events.out.tfevents.1700000000.host"
    for each in ("pipe", "device"):
        (folder / each).mkdir()
    os.mkfifo(folder / "pipe" / name)
    (folder / "device" / name).symlink_to("/dev/zero")
    for words in (["analyze"], ["scan"], ["tags"], ["export"], ["plot"]):
        result = world.tool(*words, folder, timeout=20)
        result.expect(result.status == 0 and "(and 1 more): a pipe, socket or device" in result.err,
                      "it is not said")
        result = world.tool(*words, folder / "pipe" / name, timeout=20)
        result.expect(result.status == 2 and "standard input" in result.err, "it is not refused")


@check("Paths beyond all lengths are said")
def long_paths(world):
    folder = world.folder / "long"
    world.write_run(folder / "run")
    here = os.open(folder, os.O_RDONLY)
    name = "d" * 250
    for _ in range(20):
        os.mkdir(name, dir_fd=here)
        there = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(here)
    try:
        for command, status in answers(folder)[:9]:
            if command[1] == folder:
                result = world.tool(*command)
                result.expect("File name too long" in result.err, "it is not said")
                result.expect(result.status == status, f"the status is not {status}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.system(f"rm -rf '{folder}'")


@check("Slow and short calls change no answer")
def slow(world):
    for command in (["analyze", world.runs], ["scan", world.runs, "-f", "jsonl"],
                    ["export", world.runs], ["verify", world.runs]):
        usual = world.tool(*command)
        for fault in ("pread,short,", "pread,slow500,;open,slow500,", "readdir,slow300,",
                      "write,short,", "stat,slow200,", "pread,EINTR,,1000000"):
            result = world.tool(*command, faults=fault, below=world.runs)
            result.expect((result.status, result.out, result.err) == (0, usual.out, ""), fault)


@check("Where each call takes a millisecond, threads hide it", full=True)
def latency(world):
    folder = world.folder / "network"
    first = world.write_run(folder / "sweep-0" / "run-0").read_bytes()
    for number in range(1, 1_000):
        run = folder / f"sweep-{number // 40}" / f"run-{number}"
        run.mkdir(parents=True)
        (run / "events.out.tfevents.1700000000.host").write_bytes(first)
    times = {}
    for faults in ("", "open,slow1000,;opendir,slow1000,;stat,slow1000,;pread,slow1000,"):
        start = time.monotonic()
        result = world.tool("scan", folder, "-f", "csv", faults=faults, below=folder)
        times[faults] = time.monotonic() - start
        result.expect(result.status == 0 and len(result.out.splitlines()) == 1_001, "not all is read")
    usual, slow = times.values()
    # One after another, the calls of these runs would take six seconds.
    assert slow - usual < 2, f"{usual:.2f} s without latency, {slow:.2f} s with it"


@check("A small run takes one listing, one open, one read and one close")
def calls(world):
    counts = world.folder / "counts"

    def count(runs):
        folder = world.folder / f"calls-{runs}"
        for number in range(runs):
            world.write_run(folder / f"run-{number}", seed=number)
        world.tool("scan", folder, env={"FAULTS_COUNT": str(counts)}, faults="", below=folder)
        return {name: int(calls) for name, calls in map(str.split, counts.read_text().splitlines())}

    few, many = count(2), count(5)
    for call, most in {"opendir": 1, "stat": 2, "open": 1, "pread": 1, "close": 1}.items():
        each = (many[call] - few[call]) / 3
        assert each <= most, f"{call} is called {each} times for each run"


@check("A restarted run whose files are gone at the second reading takes no other run with it")
def gone(world):
    folder = world.folder / "gone"
    for number in range(3):
        world.write_run(folder / f"run-{number}", seed=number)
    # Its second file begins again at step 0, so the first must be read once more.
    world.write_run(folder / "run-1", seed=5, name="events.out.tfevents.1700000300.host")
    for command in (["scan", folder, "-f", "csv"], ["analyze", folder]):
        for first in range(3, 6):
            result = world.tool(*command, faults=f"open,EIO,run-1/events,{first}", below=folder)
            result.expect(result.status == 0, "the status is not 0")
            result.expect("run-0" in result.out and "run-2" in result.out, "a run is missing")
