"""What goes wrong."""

import warnings


class TfeventsError(Exception):
    """The executable ended with an error; the text is what it said."""


class NothingFound(TfeventsError):
    """There is no log at the paths, or none that the patterns let through."""


class TfeventsWarning(UserWarning):
    """What the executable said beside its answer, such as that a file is damaged."""


def warn_softly(text: str) -> None:
    """Warns, and goes on where a program has made warnings errors."""
    try:
        warnings.warn(text, TfeventsWarning, stacklevel=3)
    except TfeventsWarning:
        pass
