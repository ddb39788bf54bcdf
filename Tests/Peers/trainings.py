"""What the scripts have in common that train with the package: a task to learn, and two processes."""

import os
import subprocess
import sys
import tempfile

from peers import use_package

ONE_OF_TWO = os.environ.get("TFEVENTS_ONE_OF_TWO")
"""The folder of a process that ``two_processes`` started, which says there where its training ended."""

# What one of two starts with is all that it needs, and no more.
if not ONE_OF_TWO:
    use_package()


def task(torch, seed=0, noise=1.5, samples=64, width=40):
    """Samples of a line with noise, which a wide net first learns and then memorizes: x and y,
    twice.
    """
    maker = torch.Generator().manual_seed(seed)
    line = torch.randn(width, 1, generator=maker)

    def part(count):
        x = torch.randn(count, width, generator=maker)
        return x, x @ line / width**0.5 + noise * torch.randn(count, 1, generator=maker)

    return part(samples), part(256)


def net(torch, width=40, seed=1):
    """A net wide enough to memorize the samples."""
    torch.manual_seed(seed)
    return torch.nn.Sequential(torch.nn.Linear(width, 64), torch.nn.ReLU(), torch.nn.Linear(64, 1))


class Heard:
    """Collects verdicts as ``on_verdict``, and warnings as a context; ``words`` are the verdicts in
    order.
    """

    def __init__(self):
        self.words = []

    def __call__(self, analysis):
        self.words.append(analysis.verdict)


def note_end(step):
    """Says where this process of two ended."""
    with open(os.path.join(ONE_OF_TWO, "ended-" + os.environ["RANK"]), "w") as file:
        file.write(str(step))


def two_processes(**settings):
    """Where each of two processes of the running script ended, which torch.distributed joins."""
    with tempfile.TemporaryDirectory() as folder:
        several = []
        for rank in range(2):
            environment = dict(
                os.environ, RANK=str(rank), LOCAL_RANK=str(rank), WORLD_SIZE="2", MASTER_ADDR="127.0.0.1",
                MASTER_PORT="29517", OMP_NUM_THREADS="1", TFEVENTS_ONE_OF_TWO=folder, **settings)
            if rank > 0:
                # Only the first one may need it.
                environment["TFEVENTS_BINARY"] = "/nowhere/tfevents"
            several.append(subprocess.Popen(
                [sys.executable, os.path.abspath(sys.argv[0]), sys.argv[1]], env=environment, stderr=subprocess.PIPE,
                cwd=folder))
        try:
            for one in several:
                _, said = one.communicate(timeout=900)
                assert one.returncode == 0, said.decode()
        finally:
            # Where one fails the other waits for it.
            for one in several:
                one.kill()
        return [int(open(os.path.join(folder, "ended-%d" % rank)).read()) for rank in range(2)]


def without_binary(body):
    """The result of ``body`` and the warnings of tfevents, without an executable."""
    import warnings

    import tfevents

    kept = os.environ["TFEVENTS_BINARY"]
    os.environ["TFEVENTS_BINARY"] = "/nowhere/tfevents"
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            result = body()
    finally:
        os.environ["TFEVENTS_BINARY"] = kept
    return result, [str(one.message) for one in said if issubclass(one.category, tfevents.TfeventsWarning)]
