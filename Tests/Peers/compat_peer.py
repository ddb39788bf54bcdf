"""The stand-in for tbparse's SummaryReader gives its data frames, but for what tbparse loses."""

import logging
import os
import sys
import tempfile
import warnings

from peers import Logs, need, use_package

tbparse, pandas = need("tbparse", "pandas")
use_package()
from tfevents import compat  # noqa: E402

warnings.simplefilter("ignore")
logging.disable(logging.ERROR)
WAYS = [
    {}, {"pivot": True}, {"extra_columns": {"dir_name"}}, {"extra_columns": {"dir_name", "file_name", "wall_time"}},
    {"pivot": True, "extra_columns": {"dir_name", "wall_time"}}, {"pivot": True, "extra_columns": {"wall_time"}},
    {"pivot": True, "extra_columns": {"file_name"}},
]


def same(ours, theirs, what):
    assert list(ours.columns) == list(theirs.columns), (what, list(ours.columns), list(theirs.columns))
    assert len(ours) == len(theirs), (what, len(ours), len(theirs))
    for name in ours.columns:
        for row, (a, b) in enumerate(zip(ours[name], theirs[name])):
            assert type(a) is type(b) or isinstance(a, (int, float)) and isinstance(b, (int, float)), (what, name, a, b)
            if isinstance(a, list) and isinstance(b, list):
                # In tbparse, the order of the values of one step is random.
                a, b = sorted(a), sorted(b)
            assert a == b or a != a and b != b, (what, name, row, a, b)


def check(path):
    """Compares all ways; returns the number of rows, or None if tbparse cannot read the folder."""
    count = 0
    for way in WAYS:
        try:
            theirs = tbparse.SummaryReader(str(path), **way)
            scalars, settings = theirs.scalars, theirs.hparams
        except Exception:
            return None
        ours = compat.SummaryReader(path, **way)
        # tbparse loses values written as tensors, and settings stored as text.
        if has_all(ours.tags["scalars"], theirs.tags["scalars"], path):
            same(ours.scalars, scalars, (path, way))
        if has_all(ours.tags["hparams"], theirs.tags["hparams"], path):
            same(ours.hparams, settings, (path, way))
        count += len(scalars)
    return count


def has_all(ours, theirs, path):
    """Whether the tags are the same; fails if one is missing."""
    assert set(theirs) <= set(ours), (path, set(theirs) - set(ours))
    return set(theirs) == set(ours)


def settings(folder):
    """Runs with hyperparameters, written twice into one directory, and a step that was logged twice."""
    SummaryWriter = need("tensorboardX").SummaryWriter
    for run in range(3):
        for turn in range(2):
            with SummaryWriter(os.path.join(folder, f"run{run}"), filename_suffix=str(turn)) as writer:
                for step in range(4):
                    writer.add_scalar("loss", run + step / 3, step + turn)
                    writer.add_scalar("accuracy", 1 - step / 7, step)
                writer.add_scalar("loss", float("nan"), 3)
                writer.add_hparams(
                    {"lr": 0.1 * run, "name": "adam", "layers": 3}, {"score": 0.5 + run}, name=f"set{turn}")


with Logs() as folder:
    count = check(folder)
with tempfile.TemporaryDirectory() as folder:
    settings(folder)
    count += check(folder)
    file = next(os.path.join(parent, names[0]) for parent, _, names in os.walk(folder) if names)
    count += check(file)
skipped = 0
for path in sys.argv[2:]:
    for parent, _, names in os.walk(path):
        if any("tfevents" in name for name in names):
            try:
                found = check(parent)
            except AssertionError as error:
                print("differs:", error)
                continue
            count, skipped = count + (found or 0), skipped + (found is None)
print(f"compat: {count} rows are tbparse's; it cannot read {skipped} folders")
