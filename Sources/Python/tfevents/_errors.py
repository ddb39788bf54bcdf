"""What goes wrong."""

import warnings


class TfeventsError(Exception):
    """The executable ended with an error; the text is its message."""


class NothingFound(TfeventsError):
    """There is no log at the paths, or none that the patterns select."""


class TfeventsWarning(UserWarning):
    """A message of the executable beside its answer, for example that a file is damaged."""


def warn_softly(text: str) -> None:
    """Warns; continues even if the program turns warnings into errors."""
    try:
        warnings.warn(text, TfeventsWarning, stacklevel=3)
    except TfeventsWarning:
        pass
