"""Output files are complete or absent, and never an input; their names determine the format."""

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import time

from harness import check


def writers(world):
    """Each command that writes a file, with its suffixes."""
    records = world.folder / "records.jsonl"
    if not records.exists():
        records.write_text(world.tool("scan", world.runs, "-f", "jsonl").out)
    return [
        (["analyze", world.runs], ["json", "jsonl", "txt"]),
        (["scan", world.runs], ["json", "jsonl", "csv", "md", "sarif", "xml", "prom", "txt"]),
        (["merge", records], ["json", "jsonl", "csv", "md", "sarif", "xml", "prom", "txt"]),
        (["tags", world.runs], ["csv", "jsonl", "txt"]),
        (["verify", world.runs], ["jsonl", "txt"]),
        (["export", world.runs], ["csv", "tsv", "jsonl", "md", "tex", "sqlite", "db", "parquet", "arrow",
                                    "feather"]),
        (["plot", world.runs], ["svg", "html", "txt"])]


def starts(suffix, content):
    if suffix == "json":
        return isinstance(json.loads(content), list)
    if suffix == "jsonl":
        return all(isinstance(json.loads(line), dict) for line in content.splitlines())
    if suffix == "svg":
        return b"<svg" in content[:300]
    first = {"csv": b"run,", "html": b"<!", "md": b"|", "sqlite": b"SQLite",
             "db": b"SQLite", "tsv": b"run\t", "xml": b"<?xml", "prom": b"#", "sarif": b"{",
             "parquet": b"PAR1", "arrow": b"ARROW1", "feather": b"ARROW1"}
    return content.lower().startswith(first.get(suffix, b"").lower())


@check("Suffixes mean what they say or are refused")
def suffixes(world):
    for words, known in writers(world):
        for suffix in known:
            path = world.folder / f"suffix.{suffix}"
            result = world.tool(*words, "-o", path)
            result.expect(result.status == 0, "it is not written")
            result.expect(starts(suffix, path.read_bytes()), f"it is no {suffix}")
            path.unlink()
            if suffix in ("csv", "jsonl", "txt", "md", "tsv", "html"):
                path = world.folder / f"suffix.{suffix}.gz"
                world.tool(*words, "-o", path).expect(
                    starts(suffix, gzip.decompress(path.read_bytes())), f"it is no {suffix}")
                path.unlink()
        for suffix in ("parquet", "xlsx", "json", "csv", "svg", "feather", "bz2", "zip", "png"):
            if suffix in known:
                continue
            path = world.folder / f"suffix.{suffix}"
            result = world.tool(*words, "-o", path)
            result.expect(result.status == 2 and not path.exists(), "it is not refused")
    for words in (["scan", world.runs, "-f", "csv"], ["export", world.runs, "-f", "csv"]):
        result = world.tool(*words, "-o", world.folder / "suffix.jsonl")
        result.expect(result.status == 2, "-f and -o say different things")


@check("A file is replaced only by a whole one; mode and links stay")
def whole(world):
    folder = world.folder / "outputs"
    folder.mkdir()
    for words, known in writers(world):
        suffix = "csv" if "csv" in known else known[0]
        path, link, other = folder / f"suffix.{suffix}", folder / f"l.{suffix}", folder / f"h.{suffix}"
        path.write_text("old")
        path.chmod(0o640)
        link.symlink_to(path)
        world.tool(*words, "-o", link).expect(starts(suffix, path.read_bytes()), "not written")
        assert link.is_symlink() and path.stat().st_mode & 0o777 == 0o640, words
        path.write_text("old")
        os.link(path, other)
        world.tool(*words, "-o", path).expect(path.samefile(other), "a link is lost")
        assert path.read_bytes() == other.read_bytes() != b"old", words
        for fault in ("write,ENOSPC,partial", "write,EIO,partial,2", "close,EIO,partial"):
            for each in (path, link, other):
                each.unlink(missing_ok=True)
            path.write_text("old")
            result = world.tool(*words, "-o", path, faults=fault, below=folder)
            if result.status == 0 and fault.endswith("2"):
                continue  # One write was enough.
            result.expect(result.status == 2, f"{fault}: the status is not 2")
            result.expect(path.read_text() == "old", f"{fault}: the old file is lost")
        for each in (path, link, other):
            each.unlink(missing_ok=True)
        left = list(folder.iterdir())
        assert not left, f"{left} are left by {words}"


@check("A limit of the size of files is said, and leaves nothing")
def size_limit(world):
    folder, logs = world.folder / "limited", world.folder / "long-log"
    folder.mkdir()
    world.write_run(logs / "run", steps=5_000)
    for suffix in ("csv", "parquet", "sqlite", "csv.gz"):
        path = folder / f"x.{suffix}"
        path.write_text("old")
        result = world.tool(
            "export", logs, "-o", path, wrap=["sh", "-c", 'ulimit -f 8; exec "$@"', "sh"])
        result.expect(result.status == 2 and result.err, "it is not said")
        assert path.read_text() == "old" and list(folder.iterdir()) == [path], suffix
        path.unlink()


@check("A signal that ends the program leaves the old file and nothing beside it")
def signals(world):
    folder, logs = world.folder / "signalled", world.folder / "slow-log"
    folder.mkdir()
    world.write_run(logs / "run", steps=9_000)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for suffix in ("csv", "sqlite", "parquet"):
            path = folder / f"x.{suffix}"
            path.write_text("old")
            environment = {"LD_PRELOAD": str(world.shim), "FAULTS": "pread,slow20000,",
                           "FAULTS_BELOW": str(logs)}
            process = subprocess.Popen(
                [world.binary, "export", logs, "-o", path], env=environment, stderr=subprocess.DEVNULL)
            end = time.monotonic() + 20
            while len(list(folder.iterdir())) == 1 and process.poll() is None:
                assert time.monotonic() < end, "the output is not begun"
                time.sleep(0.001)
            process.send_signal(number)
            status = process.wait(timeout=20)
            assert status in (-number, 0), status
            left = [each for each in folder.iterdir() if each != path]
            assert not left, f"{left} left by {number}"
            assert status == 0 or path.read_text() == "old", "the old file is lost"
            path.unlink()


@check("Without an answer the file stays as it was")
def without_answer(world):
    path = world.folder / "kept.csv"
    for words in (["export", world.runs, "--tag", "nothing"],
                  ["export", world.folder / "nowhere"], ["scan", world.runs, "--where", "x <"],
                  ["plot", world.runs, "--metric", "nothing", "-f", "text"],
                  ["scan", world.runs, "--sort", "nothing"]):
        path.write_text("old")
        result = world.tool(*words, "-o", path)
        result.expect(result.status in (1, 2) and path.read_text() == "old", "the file is lost")
    database = world.folder / "kept.sqlite"
    database.write_bytes(b"old")
    result = world.tool("export", world.runs, "--tag", "nothing", "-o", database)
    result.expect(result.status == 1 and database.read_bytes() == b"old", "the file is lost")


@check("An input is never an output, however it is reached")
def inputs(world):
    folder = world.folder / "inputs"
    log = world.write_run(folder / "run")
    records = world.folder / "inputs.jsonl"
    records.write_text(world.tool("scan", folder, "-f", "jsonl").out)
    before = log.read_bytes()
    soft, hard = world.folder / "soft.csv", world.folder / "hard.csv"
    soft.symlink_to(log)
    os.link(log, hard)
    for target in (log, soft, hard):
        for words in (["analyze", folder, "-f", "text"], ["scan", folder, "-f", "csv"],
                      ["export", folder, "-f", "csv"], ["tags", folder, "-f", "csv"],
                      ["verify", folder, "-f", "text"], ["plot", folder, "-f", "text"],
                      ["export", folder, "-f", "sqlite"], ["repair", log]):
            result = world.tool(*words, "-o", target)
            result.expect(result.status == 2 and log.read_bytes() == before, "the log is lost")
        result = world.tool(
            "watch", folder, "--timeout", "0s", "-f", "text", "--prometheus", target)
        result.expect(result.status == 2 and log.read_bytes() == before, "the log is lost")
    from_log = ["sh", "-c", f'exec "$@" < {log}', "sh"]
    for words in (["export", "-", "-f", "csv"], ["scan", "--stdin", "-f", "jsonl"]):
        result = world.tool(*words, "-o", log, wrap=from_log)
        result.expect(result.status == 2 and log.read_bytes() == before, "standard input is lost")
    for words in (["merge", records], ["scan", folder, "--since-scan", records]):
        before = records.read_bytes()
        result = world.tool(*words, "-o", records)
        result.expect(result.status == 2 and records.read_bytes() == before, "the input is lost")


@check("Closed descriptors are no other files, and those that do not wait are waited for")
def descriptors(world):
    path = world.folder / "closed.csv"
    usual = world.tool("export", world.runs).out
    bad = world.write_run(world.folder / "closed" / "run").parent
    (bad / "events.out.tfevents.1700000001.host").write_bytes(b"")
    for redirect, status in (("2>&-", 0), ("0<&-", 0), ("0<&- 2>&-", 0)):
        result = world.tool(
            "export", bad, "-o", path, wrap=["sh", "-c", f'exec "$@" {redirect}', "sh"])
        text = path.read_text()
        result.expect(result.status == status and "warning" not in text, "warnings are in the file")
    result = world.tool("export", world.runs, wrap=["sh", "-c", 'exec "$@" >&-', "sh"])
    result.expect(result.status == 2 and "could not be written" in result.err, "the loss is not said")
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    process = subprocess.Popen(
        [world.binary, "export", world.runs, world.runs], stdout=writing, stderr=subprocess.PIPE)
    large = world.folder / "many"
    for number in range(2):
        world.write_run(large / f"run-{number}", seed=number, steps=9_000)
    process.wait()
    os.close(writing)
    assert process.returncode in (0,), process.stderr.read()
    os.close(reading)
    expected = world.tool("export", large).out
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    process = subprocess.Popen([world.binary, "export", large], stdout=writing)
    os.close(writing)
    time.sleep(0.3)
    with os.fdopen(reading, "rb") as file:
        text = file.read().decode()
    assert process.wait() == 0 and text == expected and usual, "what does not wait is not waited for"


@check("Database names are names of files")
def databases(world):
    for name in ("file:x.sqlite", ":memory:.sqlite", "file:y.db"):
        result = world.tool(
            "export", world.runs, "-o", name, wrap=["env", "-C", str(world.folder)])
        result.expect(result.status == 0, "it is not written")
        with sqlite3.connect(world.folder / name) as database:
            assert database.execute("select count(*) from sqlite_master").fetchone()[0] > 0, name
    result = world.tool("export", world.runs, "-f", "sqlite", "-o", ":memory:", wrap=["env", "-C", str(world.folder)])
    result.expect((world.folder / ":memory:").exists(), "it is not written")


@check("Programs that hang hold nothing, and are ended with all they started")
def hooks(world):
    folder = world.folder / "hooks"
    world.write_run(folder / "run")
    mark = f"31{os.getpid()}"
    hang = f"trap '' TERM; sleep {mark} & sleep {mark}"

    def left():
        return subprocess.run(["pgrep", "-f", f"sleep {mark}"], capture_output=True).stdout

    for words, limit in ((["--until", "improving"], 20), (["--until", "improving", "--timeout", "1s"], 20)):
        start = time.monotonic()
        result = world.tool("watch", folder, "-f", "jsonl", "--exec", hang, *words, timeout=60)
        result.expect(time.monotonic() - start < limit, "the program held the watch")
        result.expect(result.status == 0 and "was ended" in result.err, "it is not said")
        assert not left(), "a program was left behind"
    process = subprocess.Popen(
        [world.binary, "watch", folder, "-f", "jsonl", "--exec", hang, "--until", "improving"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)
    process.terminate()
    assert process.wait(timeout=5) == 143 and not left(), "SIGTERM was held"


@check("Programs are told at the first look, and get whole records")
def first_look(world):
    folder, got = world.folder / "told", world.folder / "record.json"
    world.write_run(folder / ("run-" + "x" * 200))
    result = world.tool(
        "watch", folder, "-f", "jsonl", "--until", "improving", "--exec", f"cat > '{got}'")
    result.expect(result.status == 0, "the verdict is not seen")
    assert json.loads(got.read_text())["verdict"] == "improving"
