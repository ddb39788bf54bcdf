"""TensorBoard lists the tab "Verdicts", and it shows what `scan` says.

usage: python3 Tests/Peers/verdicts_tab_peer.py path/to/tfevents [RUNS]

With the wheel installed beside TensorBoard that is tried; without it the package of the sources, behind an entry point
as the wheel has it. RUNS runs (2,000 without) are generated, and the demo logs are read where they are. Each of
--logdir, --path_prefix and --logdir_spec is tried; the start of TensorBoard is measured with the tab and without.
"""

import importlib.metadata
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from peers import PACKAGE, need, program, tfevents

need("tensorboard")
from scan_at_scale import write_run  # noqa: E402

here = os.path.dirname(os.path.abspath(__file__))
NAME = "tfevents_verdicts"
COMPILED = tempfile.TemporaryDirectory()


def is_installed():
    try:
        entries = importlib.metadata.distribution("tfevents").entry_points
    except importlib.metadata.PackageNotFoundError:
        return False
    return any(entry.name == NAME for entry in entries)


def stand_in(folder):
    """The description of the entry point that an installer makes from pyproject.toml."""
    with open(os.path.join(PACKAGE, "pyproject.toml"), encoding="utf-8") as file:
        group = re.search(r'\[project\.entry-points\.(\w+)\]\n(\w+) = "(.+)"\n', file.read())
    made = os.path.join(folder, "tfevents-0.0.dist-info")
    os.makedirs(made)
    with open(os.path.join(made, "METADATA"), "w") as file:
        file.write("Metadata-Version: 2.1\nName: tfevents\nVersion: 0.0\n")
    with open(os.path.join(made, "entry_points.txt"), "w") as file:
        file.write("[{}]\n{} = {}\n".format(*group.groups()))


def environment(paths):
    more = dict(PYTHONPATH=os.pathsep.join(paths), TFEVENTS_BINARY=program(), PYTHONPYCACHEPREFIX=COMPILED.name)
    return {key: value for key, value in dict(os.environ, **more).items() if key != "PYTHONDONTWRITEBYTECODE"}


class Board:
    """A TensorBoard that runs."""

    def __init__(self, paths, *words, prefix=""):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.said = tempfile.TemporaryFile("w+")
        words = ["-m", "tensorboard.main", "--port", str(self.port), *words]
        if prefix:
            words += ["--path_prefix", prefix]
        self.address = f"http://127.0.0.1:{self.port}{prefix}/"
        self.process = subprocess.Popen(
            [sys.executable, *words], stdout=self.said, stderr=self.said, env=environment(paths))
        for _ in range(600):
            try:
                self.listing = self.get("data/plugins_listing")[1]
                return
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None, self.output()
                time.sleep(0.1)
        raise AssertionError("TensorBoard does not start: " + self.output())

    def output(self):
        self.said.seek(0)
        return self.said.read()

    def get(self, path, kind="json"):
        with urllib.request.urlopen(self.address + path, timeout=60) as answer:
            body = answer.read()
            return answer.headers, json.loads(body) if kind == "json" else body.decode()

    def runs(self, query=""):
        for _ in range(600):
            headers, answer = self.get(f"data/plugin/{NAME}/runs?{query}")
            if answer["known"]:
                return headers, answer
            time.sleep(0.1)
        raise AssertionError("no scan within a minute")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        output = self.output()
        assert "will become an error" not in output and "Traceback" not in output, output


def check(board, told):
    """The listing, the page's files, and every row against the records of scans."""
    listed = board.listing[NAME]
    assert listed["tab_name"] == "Verdicts" and listed["enabled"], listed
    assert listed["loading_mechanism"]["type"] == "IFRAME", listed
    page = board.get(f"data/plugin_entry.html?name={NAME}", "text")[1]
    assert "./board.js" in page, page
    for name in ("board.js", "board.css"):
        headers, text = board.get(f"data/plugin/{NAME}/{name}", "text")
        assert headers["X-Content-Type-Options"] == "nosniff" and len(text) > 1000
    rows, page = [], 0
    while True:
        headers, answer = board.runs(f"page={page}")
        assert headers["X-Content-Type-Options"] == "nosniff"
        rows += answer["rows"]
        assert len(answer["rows"]) <= answer["size"]
        page += 1
        if page >= answer["pages"]:
            break
    keys = ("verdict", "state", "reason", "metric", "best", "best_step", "checkpoint", "flags", "damaged_records")
    assert [row["run"] for row in rows] == [name for name, _ in told], "the order of the ranking"
    for row, (name, record) in zip(rows, told):
        for key in keys:
            known = record.get(key)
            assert row.get(key) == (known if known != [] else None), (name, key, row, record)
    name, record = next(one for one in told if one[1]["verdict"] == "overfitting")
    run = board.get(f"data/plugin/{NAME}/run?" + urllib.parse.urlencode({"name": name}))[1]
    assert "<svg" in run["section"] and run["row"]["run"] == name and isinstance(run["curves"], str), run


def scanned(folder, prefix=""):
    lines = tfevents("scan", "-f", "jsonl", folder).splitlines()
    return [(prefix + record["run"], record) for record in map(json.loads, lines)]


# The steps of TensorBoard's start for the tab: find the entry point and load it.
IMPORTS = """
import time
from tensorboard import default
from tensorboard.plugins import base_plugin
default.get_static_plugins()
begun = time.process_time()
{}
print(time.process_time() - begun)
"""


def measured_start(paths):
    """Milliseconds of processor time that loading the tab adds, median of 15 new interpreters;
    compiled before.
    """
    took = []
    for _ in range(16):
        code = IMPORTS.format("import tfevents.board.plugin as p; p.VerdictsPlugin(type('C', (), {'logdir': 'x'})).is_active()")
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, env=environment(paths))
        took.append(float(done.stdout) * 1000)
    return statistics.median(took[1:])


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    shared = os.environ.get("TFEVENTS_SHARED", "../shared") + "/logs/demo"
    demo = shared if os.path.isdir(shared) else os.path.join(here, "..", "..", "Fixtures", "runs")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as entry:
        paths = []
        if not is_installed():
            stand_in(entry)
            paths = [entry, PACKAGE]
        many = os.path.join(folder, "many")
        for index in range(count):
            write_run(many, index)
        demo_told, many_told = scanned(demo), scanned(many)
        with Board(paths, "--logdir", demo) as board:
            check(board, demo_told)
        begun = time.time()
        with Board(paths, "--logdir", many, prefix="/deep/board") as board:
            started = time.time()
            board.runs()
            first = time.time() - started
            check(board, many_told)
            begun = time.time()
            board.runs("page=3&sort=-best")
            later = time.time() - begun
        spec = f"a:{demo},b:{many}"
        with Board(paths, "--logdir_spec", spec) as board:
            check(board, scanned(demo, "a/") + scanned(many, "b/"))
        took = measured_start(paths)
        assert took < 50, took
        where = "the wheel" if not paths else "the sources"
        print(f"tab of TensorBoard ({where}): {len(demo_told)} and {len(many_told)} runs as scan says; first ranking after "
              f"{first:.1f} s, a page {later * 1000:.0f} ms; {took:.0f} ms more at the start")


main()
