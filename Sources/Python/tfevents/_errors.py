"""What goes wrong."""


class TfeventsError(Exception):
    """The executable ended with an error; the text is what it said."""


class NothingFound(TfeventsError):
    """There is no log at the paths, or none that the patterns let through."""


class TfeventsWarning(UserWarning):
    """What the executable said beside its answer, such as that a file is damaged."""
