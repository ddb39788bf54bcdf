"""What the scripts that train have in common: a task to learn, and the package beside the program."""

import os
import sys

from peers import need, program

os.environ["TFEVENTS_BINARY"] = program()
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Sources", "Python"))


def task(torch, seed=0, noise=1.5, samples=64, width=40):
    """Samples of a line with noise, which a wide net first learns and then learns by heart: x and y, twice."""
    maker = torch.Generator().manual_seed(seed)
    line = torch.randn(width, 1, generator=maker)

    def part(count):
        x = torch.randn(count, width, generator=maker)
        return x, x @ line / width**0.5 + noise * torch.randn(count, 1, generator=maker)

    return part(samples), part(256)


def net(torch, width=40, seed=1):
    """A net wide enough to learn the samples by heart."""
    torch.manual_seed(seed)
    return torch.nn.Sequential(torch.nn.Linear(width, 64), torch.nn.ReLU(), torch.nn.Linear(64, 1))


class Heard:
    """Takes verdicts as ``on_verdict``, and warnings as a context; ``words`` are the verdicts in order."""

    def __init__(self):
        self.words = []

    def __call__(self, analysis):
        self.words.append(analysis.verdict)


def without_binary(body):
    """What ``body`` gives and the warnings of tfevents, while there is no executable."""
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
