"""What the scripts here share: logs that are written once, running the program, and skipping with a
message.
"""

import importlib
import math
import os
import subprocess
import sys
import tempfile


def need(*names):
    """The modules; if one is not installed, the script ends with a message."""
    modules = []
    for name in names:
        try:
            modules.append(importlib.import_module(name))
        except ImportError as error:
            print(f"skipped: {name} is not installed ({error})")
            sys.exit(0)
    return modules[0] if len(modules) == 1 else modules


def installed(names):
    """The names and versions of the packages that are installed; says which are not."""
    for name in names:
        try:
            module = importlib.import_module(name)
        except ImportError as error:
            print(f"skipped: {name} is not installed ({error})")
            continue
        yield name, module.__version__


def program():
    """The path of the program, as given on the command line."""
    if len(sys.argv) < 2:
        sys.exit("usage: script.py path/to/tfevents")
    return os.path.abspath(sys.argv[1])


PACKAGE = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Sources", "Python"))


def use_package():
    """Lets this process and those that it starts import the package of the sources, with the program given."""
    os.environ["TFEVENTS_BINARY"] = program()
    sys.path.insert(0, PACKAGE)
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)


def tfevents(*words, status=0, text=True, **options):
    """What the program prints."""
    done = subprocess.run(
        [program(), *map(str, words)], capture_output=True, text=text, **options)
    assert status is None or done.returncode == status, (words, done.returncode, done.stderr)
    return done.stdout


def write_logs(folder, runs=6):
    """Writes runs with tensorboardX: falling curves, one that ends in NaN, one of odd tags and values."""
    SummaryWriter = need("tensorboardX").SummaryWriter
    for run in range(runs):
        writer = SummaryWriter(os.path.join(folder, f"exp{run // 2}", f"seed{run % 2}"))
        for step in range(1, 61):
            value = 0.5 + 0.05 * run + 2 * math.exp(-step / 8) + 0.001 * math.sin(step * (run + 1))
            wall_time = 1_700_000_000 + 60.25 * step
            if run == 3 and step > 40:
                value = float("nan")
            writer.add_scalar("eval/loss", value, step * 100, walltime=wall_time)
            writer.add_scalar("train/learning_rate", 1e-3 * (1 - step / 61), step * 100, walltime=wall_time)
        writer.close()
    writer = SummaryWriter(os.path.join(folder, "odd"))
    values = [0.1, 1e-8, -0.0, 1e30, float("nan"), float("inf"), float("-inf"), 3.0, 16777217, 1 / 3]
    for step, value in enumerate(values):
        writer.add_scalar('=1+1, "quoted"\nline', value, step, walltime=1_700_000_000.123456 + step)
        writer.add_scalar("loss", abs(value), step, walltime=1_700_000_000 + step)
    writer.close()


class Logs:
    """A temporary folder of logs, as a context."""

    def __init__(self, runs=6):
        self.runs = runs

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        write_logs(self.folder.name, self.runs)
        return self.folder.name

    def __exit__(self, *_):
        self.folder.cleanup()


def same(a, b):
    """Whether two numbers are the same float32, NaN included."""
    import struct

    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return struct.pack("<f", a) == struct.pack("<f", b)
