"""TensorBoard reads what export writes, and its own CSV is byte-equal to export --like tensorboard."""

import csv
import glob
import io
import os

from peers import Logs, need, same, tfevents

need("tensorboard", "tensorboardX")
from tensorboard.backend.event_processing import event_accumulator  # noqa: E402


def accumulator(path):
    ea = event_accumulator.EventAccumulator(path, size_guidance={"scalars": 0, "tensors": 0})
    ea.Reload()
    return ea


def scalars(ea, tag):
    from tensorboard.util import tensor_util

    if tag in ea.Tags()["scalars"]:
        return [(e.wall_time, e.step, e.value) for e in ea.Scalars(tag)]
    return [(e.wall_time, e.step, tensor_util.make_ndarray(e.tensor_proto).item()) for e in ea.Tensors(tag)]


def board_csv(points):
    """As tensorboard/plugins/scalar/scalars_plugin.py makes it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Wall time", "Step", "Value"])
    writer.writerows(points)
    return text.getvalue().encode()


def escaped(tag):
    """A tag as a glob that matches only this tag."""
    return "".join("\\" + c if c in "*?[]\\" else c for c in tag)


def check(folder):
    compared = 0
    for path in sorted({os.path.dirname(p) for p in glob.glob(folder + "/**/*tfevents*", recursive=True)}):
        ea = accumulator(path)
        # TensorBoard treats a directory as one run; so does export if the directory contains only
        # one.
        if any(os.path.isdir(os.path.join(path, name)) for name in os.listdir(path)):
            continue
        for tag in ea.Tags()["scalars"]:
            if not ea.Scalars(tag):
                continue
            ours = tfevents(
                "export", path, "--tag", escaped(tag), "--like", "tensorboard", text=False)
            assert ours == board_csv(scalars(ea, tag)), (path, tag)
            compared += 1
    return compared


def clean_event_file(folder):
    for run in ["exp0/seed0", "odd"]:
        target = os.path.join(folder, "clean", run.replace("/", "_"))
        os.makedirs(target)
        tfevents("export", f"{folder}/{run}", "-o", f"{target}/events.out.tfevents.1.clean")
        before, after = accumulator(f"{folder}/{run}"), accumulator(target)
        assert before.Tags()["scalars"] == after.Tags()["scalars"]
        for tag in before.Tags()["scalars"]:
            a, b = scalars(before, tag), scalars(after, tag)
            assert len(a) == len(b)
            assert all(x[:2] == y[:2] and same(x[2], y[2]) for x, y in zip(a, b)), tag


with Logs() as folder:
    count = check(folder)
    clean_event_file(folder)
shared = os.environ.get("TFEVENTS_SHARED", "../shared")
if os.path.isdir(shared + "/logs/demo"):
    count += check(shared + "/logs/demo")
print(f"TensorBoard: {count} series byte-equal; clean event files read back")
